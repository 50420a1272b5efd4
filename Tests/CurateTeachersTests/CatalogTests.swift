import CurateCore
import CurateTeachers
import Testing

@Suite struct CatalogTests {
    @Test func kindsHaveNamesOfTheirOwn() {
        let names = TeacherCatalog.curate.kinds.map(\.declaration.name)
        #expect(Set(names).count == names.count)
    }
}
