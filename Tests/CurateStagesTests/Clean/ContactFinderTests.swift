import Testing

@testable import CurateStages

@Suite struct ContactFinderTests {
    private func find(_ text: String, _ contacts: [Contact] = Contact.allCases) -> [String] {
        let bytes = Array(text.utf8)
        return ContactFinder(contacts).find(bytes.span).map { found in
            "\(found.contact.rawValue) \(String(decoding: bytes[found.range], as: UTF8.self))"
        }
    }

    @Test func findsWebAddresses() {
        #expect(find("看https://a.cn/b?c=1#d。") == ["url https://a.cn/b?c=1#d"])
        #expect(find("网址HTTP://WWW.QQ.COM,打不开") == ["url HTTP://WWW.QQ.COM"])
        #expect(find("(www.taobao.com)") == ["url www.taobao.com"])
        #expect(find("ftp://10.0.0.1/x 和 http://b.cn") == ["url ftp://10.0.0.1/x", "url http://b.cn"])
        for text in ["http是什么", "http://", "http://。", "www.", "www.abc", "xhttp://a", "taobao.com好用吗", "https://中文"] {
            #expect(find(text).isEmpty, "\(text)")
        }
    }

    @Test func findsMailAddresses() {
        #expect(find("邮箱a.b+c@mail.qq.com吗") == ["email a.b+c@mail.qq.com"])
        #expect(find("12345678@qq.com") == ["email 12345678@qq.com"])
        #expect(find("13800138000@163.com。") == ["email 13800138000@163.com"])
        for text in ["@小明", "a@b", "a@b.1", "@qq.com", "小明@qq.com", "a@", "a@.com", "3@4"] {
            #expect(find(text).isEmpty, "\(text)")
        }
    }

    @Test func findsPhoneNumbers() {
        for number in [
            "13800138000", "138-0013-8000", "138 0013 8000", "+8613800138000", "+86 13800138000", "86-13800138000",
            "008613800138000", "010-12345678", "0755-12345678", "0512-1234567", "400-820-8820", "4008208820",
            "800 8208820", "199 12345678",
        ] {
            #expect(find("请拨打\(number)，谢谢") == ["phone \(number)"], "\(number)")
        }
        for text in [
            "12345678901", "23800138000", "138001380001", "1380013800", "a13800138000", "1.13800138000", "02012345678",
            "花呗额度10000000000", "95188", "2020-12345678", "0-12345678", "-13800138000", "圆周率3.14159265358979",
        ] {
            #expect(find(text).isEmpty, "\(text)")
        }
    }

    @Test func findsIdentityNumbers() {
        #expect(find("身份证11010519491231002X") == ["id 11010519491231002X"])
        #expect(find("身份证110105194912310021呢") == ["id 110105194912310021"])
        #expect(find("卡号6222021234567890128") == ["id 6222021234567890128"])
        #expect(find("卡号4111111111111111") == ["id 4111111111111111"])
        for text in [
            "010105194912310021", "110105189912310021", "110105194913310021", "4111111111111112", "0000000000000000",
            "1101051949123100211234", "11010519491231002XY", "a4111111111111111", "11010519491231002",
            "11010519491231002X1",
        ] {
            #expect(find(text).isEmpty, "\(text)")
        }
    }

    @Test func looksOnlyForWhatIsWanted() {
        let text = "看www.qq.com或打13800138000或发a@b.cn"
        #expect(find(text, [.phone]) == ["phone 13800138000"])
        #expect(find(text, [.email, .url]) == ["url www.qq.com", "email a@b.cn"])
        #expect(find(text, []).isEmpty)
    }

    @Test func takesAnAddressBeforeTheNumberInIt() {
        #expect(find("http://a.cn/13800138000") == ["url http://a.cn/13800138000"])
        #expect(find("") == [])
        #expect(find("13800138000 13800138001") == ["phone 13800138000", "phone 13800138001"])
    }
}
