// A worker program for tests: `ToyTeacher` behind the worker protocol, and faults on demand.
//
// Arguments are `name=value`: `log` (a file to which each text asked is added), `fault` and `at` (see `Fault`),
// `once` (a file; the fault happens only while it does not exist, and makes it), `identity`, `abilities`, `order`.
import CurateCore
import CurateTeachers
import CurateTesting
import Files
import FoundationEssentials
import Glibc

enum Fault: String {
    case die, garbage, wrongID, twice, error, hang, silent, short
    case badGreeting, oldVersion, dieAtStart, noisy, blank, nan
}

struct Request: Decodable {
    struct Drawing: Decodable {
        var samples: Int
        var top_p: Double
        var top_k: Int
        var temperature: Double
        var max_length: Int
        var source_noise: Double
    }
    var id: Int
    var op: String
    var text: String?
    var source: String?
    var texts: [String]?
    var seed: UInt64?
    var masked: [[Int]]?
    var sampling: Drawing?
}

struct Worker {
    let settings: [String: String]
    let toy: ToyTeacher
    var served = 0

    init(_ arguments: [String]) {
        let pairs = arguments.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        settings = Dictionary(uniqueKeysWithValues: pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) })
        let abilities = settings["abilities"]?.split(separator: "+").compactMap { TeacherAbility(rawValue: String($0)) }
        toy = ToyTeacher(
            identity: settings["identity"] ?? "toy", abilities: Set(abilities ?? [.paraphrase, .embed]))
    }

    /// The fault that is due now; one that happens once leaves a mark.
    func fault(at place: Int?) throws -> Fault? {
        guard let fault = settings["fault"].flatMap(Fault.init), settings["at"].flatMap(Int.init) == place else {
            return nil
        }
        if let mark = settings["once"] {
            if FileSystem.exists(mark) { return nil }
            try LineAppender(path: mark).append([10])
        }
        return fault
    }

    func say(_ line: String) throws { try StandardStreams.write(line + "\n", to: .output) }
    func complain(_ line: String) throws { try StandardStreams.write(line + "\n", to: .error) }

    func greet() throws {
        let fault = try fault(at: nil)
        if fault == .noisy { for line in 0..<20_000 { try complain("loading layer \(line)") } }
        if fault == .dieAtStart {
            try complain("cannot load the model: no such file")
            exit(7)
        }
        if fault == .badGreeting { return try say("Loading checkpoint shards: 100%") }
        if fault == .hang { Clock.sleep(seconds: 3600) }
        let abilities = toy.abilities.map { "\"\($0.rawValue)\"" }.sorted().joined(separator: ",")
        try say(
            "{\"curate_teacher\":\(fault == .oldVersion ? 0 : 1),\"identity\":\"\(toy.identity)\","
                + "\"abilities\":[\(abilities)],\"dimensions\":\(toy.dimensions)}")
    }

    mutating func serve(_ line: String) throws -> String? {
        let request = try JSONDecoder().decode(Request.self, from: Data(line.utf8))
        for text in request.texts ?? [request.text ?? ""] { try note(text) }
        if settings["masks"] != nil { try note("\(request.masked ?? [])") }
        defer { served += 1 }
        switch try fault(at: served) {
        case .die:
            try complain("Segmentation fault")
            exit(9)
        case .garbage: return "Some weights were not used: ['cls']"
        case .wrongID: return "{\"id\":\(request.id + 1000),\"paraphrases\":[]}"
        case .twice: return "{\"id\":\(request.id),\"paraphrases\":[]}\n{\"id\":\(request.id),\"paraphrases\":[]}"
        case .error: return "{\"id\":\(request.id),\"error\":\"out of memory on the device\"}"
        case .hang: Clock.sleep(seconds: 3600)
        case .silent: return "{\"id\":\(request.id)}"
        case .short: return "{\"id\":\(request.id),\"vectors\":[]}"
        case .nan: return "{\"id\":\(request.id),\"vectors\":[[0,0]]}"
        case .blank: try say("\n  \n")
        default: break
        }
        return try answer(request)
    }

    private func note(_ text: String) throws {
        guard let log = settings["log"] else { return }
        try LineAppender(path: log).append(Array(text.utf8) + [10])
    }

    private func answer(_ request: Request) throws -> String {
        if let texts = request.texts {
            let vectors = try toy.embed(texts)
            let rows = (0..<vectors.count).map { row in
                "[" + vectors[row].map(\.description).joined(separator: ",") + "]"
            }
            return "{\"id\":\(request.id),\"vectors\":[\(rows.joined(separator: ","))]}"
        }
        let masked = (request.masked ?? []).map { $0[0]..<$0[1] }
        if request.op == "likelihood", let text = request.text, let source = request.source {
            let asked = SurprisalRequest(source: source, target: text, masked: masked)
            return "{\"id\":\(request.id),\"surprisal\":\(try toy.surprisals([asked])[0])}"
        }
        guard let text = request.text, let seed = request.seed, let drawing = request.sampling else {
            return "{\"id\":\(request.id),\"error\":\"the request lacks a field\"}"
        }
        let sampling = Sampling(
            samples: drawing.samples, topP: drawing.top_p, topK: drawing.top_k, temperature: drawing.temperature,
            maxLength: drawing.max_length, sourceNoise: drawing.source_noise)
        let asked = ParaphraseRequest(text: text, seed: seed, sampling: sampling, masked: masked)
        let answers = try toy.paraphrase([asked])[0].map { ["text": $0.text] }
        let json = String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)
        let scored = json.replacing("\"}", with: "\",\"log_probability\":-1.5}")
        return "{\"id\":\(request.id),\"paraphrases\":\(settings["scored"] == nil ? json : scored)}"
    }
}

/// Asks a chat server for paraphrases of numbered sentences, as a run would that may be killed at any time.
func ask(_ settings: [String: String]) throws {
    guard let kind = TeacherCatalog.curate["http"], let url = settings["ask"], let store = settings["store"],
        let count = settings["count"].flatMap(Int.init), let concurrency = settings["concurrency"].flatMap(Int.init)
    else { exit(2) }
    let spec = kind.spec(
        "chat",
        [
            "url": .string(url), "model": "toy", "prompt": "{samples}|{text}", "concurrency": .integer(concurrency),
        ])
    let provider = TeacherProvider([spec], surroundings: TeacherSurroundings(threads: 1), storePath: store)
    let requests = (0..<count).map {
        ParaphraseRequest(text: "第\($0)句怎么说", seed: UInt64($0), sampling: Sampling(samples: 4))
    }
    _ = try provider.teacher("chat").paraphrase(requests)
}

/// Asks a worker that never answers, until it is interrupted; 130 then.
func waitForever(_ settings: [String: String]) throws {
    guard let kind = TeacherCatalog.curate["process"], let path = settings["wait"], let log = settings["log"] else {
        exit(2)
    }
    Interruption.install()
    let command: [OptionValue] = [.string(path), .string("log=" + log), "fault=hang", "at=0"]
    let teacher = try kind.open(kind.spec("toy", ["command": .list(command)]), TeacherSurroundings(threads: 1))
    do {
        _ = try teacher.paraphrase([ParaphraseRequest(text: "甲", seed: 0, sampling: Sampling())])
    } catch is Interrupted {
        exit(130)
    }
}

/// Fills an answer store until it is full; 1 where it says so.
func fill(_ path: String) throws {
    Interruption.ignoreFileSizeSignal()
    do {
        let teacher = StoredTeacher(ToyTeacher(), named: "toy", store: try AnswerStore(path: path), chunk: 20)
        _ = try teacher.embed((0..<20_000).map { "第\($0)句" })
    } catch let failure as TeacherFailure {
        try StandardStreams.write("\(failure)\n", to: .error)
        exit(1)
    }
}

var worker = Worker(Array(CommandLine.arguments.dropFirst()))
if worker.settings["ask"] != nil {
    try ask(worker.settings)
    exit(0)
}
if worker.settings["wait"] != nil {
    try waitForever(worker.settings)
    exit(0)
}
if let path = worker.settings["fill"] {
    try fill(path)
    exit(0)
}
try worker.greet()
var held: [String] = []
while let line = readLine() {
    guard let answer = try worker.serve(line) else { continue }
    // Every second answer overtakes the one before it.
    if worker.settings["order"] == "swapped", held.isEmpty, worker.served % 2 == 1 {
        held.append(answer)
        continue
    }
    try worker.say(answer)
    for answer in held { try worker.say(answer) }
    held = []
}
