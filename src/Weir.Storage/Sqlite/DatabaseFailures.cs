using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Weir.Storage.Sqlite;

/// <summary>SQLite's result codes as sentences.</summary>
internal static class DatabaseFailures
{
    public static StorageException Explain(string file, Exception failure)
    {
        var (message, action) = failure is SqliteException sqlite
            ? Explain(file, sqlite)
            : ($"The database '{file}' can't be opened: {failure.Message}", $"Check who owns '{file}' and its folder.");
        return new StorageException(message, action, failure);
    }

    private static (string Message, string Action) Explain(string file, SqliteException failure) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT => (
            $"The database '{file}' is damaged.",
            "Stop Weir, keep a copy of the file, and restore a backup or recover it by `sqlite3 weir.db .recover`."),
        raw.SQLITE_NOTADB => (
            $"'{file}' is no SQLite database.",
            "Move the file away, or name another data folder by --data or WEIR_DATA."),
        raw.SQLITE_READONLY => (
            $"The database '{file}' can't be written to.",
            "Make the file and its folder writable for the user that runs Weir."),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => (
            $"The database '{file}' can't be opened.",
            "Check that the file and its folder belong to the user that runs Weir."),
        raw.SQLITE_FULL => (
            $"The disk with the database '{file}' is full.",
            "Free some space; Weir goes on by itself."),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (
            $"Another program held the database '{file}' for more than 5 seconds.",
            "Close the program that has the database open, then try again."),
        raw.SQLITE_IOERR => (
            $"The disk failed under the database '{file}': {failure.Message}",
            "Check the disk and the folder; a network file system is no place for the data folder."),
        _ => ($"The database '{file}' refused: {failure.Message}", "See the log for the statement that failed."),
    };
}
