import Foundation
import FoundationNetworking
import Testing

/// `curate browse`, running until the test is over.
final class RunningBrowser {
    let address: String
    private let process: Process

    init(_ folder: String, review: String? = nil, by: String = "小王", more: [String] = []) throws {
        let arguments = ["browse", folder, "--port", "0", "--by", by] + (review.map { ["--review", $0] } ?? []) + more
        process = Program.process(arguments)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8) {
            line += byte
        }
        address = String(decoding: line, as: UTF8.self)
        if address.isEmpty {
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            throw ProgramFailure(text: text)
        }
    }

    struct ProgramFailure: Error { var text: String }

    deinit { stop() }

    /// As Control-C does.
    func stop() {
        guard process.isRunning else { return }
        process.interrupt()
        process.waitUntilExit()
    }

    struct Answer {
        var status: Int
        var text: String
        var url: String
    }

    func get(_ target: String, headers: [String: String] = [:]) async throws -> Answer {
        try await ask(target, headers, form: nil)
    }

    func post(_ target: String, _ form: [String: String], headers: [String: String]? = nil) async throws -> Answer {
        var allowed = CharacterSet.alphanumerics
        allowed.insert(charactersIn: "-._")
        let body = form.map { name, value in
            name + "=" + (value.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
        }.joined(separator: "&")
        return try await ask(target, headers ?? ["Origin": String(address.dropLast())], form: body)
    }

    private func ask(_ target: String, _ headers: [String: String], form: String?) async throws -> Answer {
        let url = try #require(URL(string: address + target.dropFirst()))
        var request = URLRequest(url: url)
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        if let form {
            request.httpMethod = "POST"
            request.httpBody = Data(form.utf8)
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        return Answer(
            status: answer.statusCode, text: String(decoding: data, as: UTF8.self),
            url: answer.url?.absoluteString ?? "")
    }

    /// What a page's form for a record sends, its decision apart.
    static func form(_ page: String, for id: String) throws -> [String: String] {
        let form = try #require(
            page.components(separatedBy: "<form").first { $0.contains("name=\"id\" value=\"\(id)\"") })
        var values: [String: String] = [:]
        for field in form.components(separatedBy: "<input type=\"hidden\" name=\"").dropFirst() {
            let parts = field.components(separatedBy: "\"")
            values[parts[0]] = parts[2].replacingOccurrences(of: "&amp;", with: "&")
        }
        return values
    }
}
