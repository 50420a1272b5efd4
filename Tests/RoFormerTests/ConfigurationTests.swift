import RoFormer
import Testing

@Suite struct ConfigurationTests {
    @Test func headsAreAsWideInBothPublishedSizes() {
        #expect(ModelConfiguration.small.headSize == 64)
        #expect(ModelConfiguration.base.headSize == 64)
    }
}
