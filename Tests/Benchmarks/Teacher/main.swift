// Prints JSON lines: what a RoFormer-Sim of random weights does in a second. peer.py runs it and prints the table.
//
//     TeacherBenchmark SIZE PRECISION THREADS JOB...
//
// SIZE is small or base; jobs are encode, generate, split, peak and tokenize.
import Files
import Foundation
import LinearAlgebra
import RoFormer

/// Ends with the code of a wrong command line.
func refuse(_ message: String) -> Never {
    try? StandardStreams.write(message + "\n", to: .error)
    exit(2)
}

let arguments = CommandLine.arguments
guard arguments.count > 4, let precision = Precision(rawValue: arguments[2]), let threads = Int(arguments[3]),
    let configuration = ["small": ModelConfiguration.small, "base": .base][arguments[1]]
else { refuse("usage: TeacherBenchmark small|base PRECISION THREADS encode|generate|split|peak|tokenize ...") }

let bench = Bench(size: arguments[1], configuration: configuration, precision: precision, threads: threads)
for job in arguments.dropFirst(4) {
    switch job {
    case "encode": try bench.encode()
    case "generate": try bench.generate()
    case "split": try bench.split()
    case "peak": try bench.peak()
    case "tokenize": try bench.tokenize()
    default: refuse("no job is called \(job); there are encode, generate, split, peak and tokenize")
    }
}
