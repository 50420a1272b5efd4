import Files
import Foundation

/// What a person can do about a failure of the system.
enum Advice {
    static func on(_ failure: SystemFailure) -> String? {
        switch failure.code {
        case ENOSPC, EDQUOT: "Free some space, then run the same command: it goes on from here."
        case EFBIG:
            "Files may not grow so large here; 'ulimit -f' tells the limit. Raise it, then run the same command: it "
                + "goes on from here."
        case EACCES, EPERM: "Allow it with chmod or chown, or choose another folder with --output."
        case EROFS: "This volume can only be read; choose a folder on another one with --output."
        case EEXIST, ENOTDIR: "A file stands where a folder is needed: move it away, or choose another folder."
        case EISDIR: "A folder stands where a file is needed."
        case ENOENT: "Check the path; it may have been removed meanwhile."
        case EBADF: "The stream was closed by whoever started this program."
        case EMFILE, ENFILE: "Too many files are open; 'ulimit -n' tells the limit."
        case ENOMEM: "Give less memory with --memory, or fewer threads with --threads."
        case EIO: "The device fails; look at the system's log before you trust its files."
        default: nil
        }
    }
}
