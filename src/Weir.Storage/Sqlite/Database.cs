using Microsoft.Data.Sqlite;
using Weir.Storage.Folders;

namespace Weir.Storage.Sqlite;

/// <summary>Weir's one database file. Opens connections that are set up alike; safe for concurrent use.</summary>
public sealed class Database
{
    // The database survives the death of the process at NORMAL; only the death of the machine can cost the last moments.
    private const string SetUp = "PRAGMA busy_timeout=5000; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;";

    // Reads the file's head, so that a file that is no database is found out here: journal_mode passes over it.
    private const string Touch = "PRAGMA schema_version";

    private readonly string _connectionString;

    public Database(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _ = SqliteEngine.Current;
        File = folder.DatabaseFile;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = File,
            ForeignKeys = true,
            DefaultTimeout = 5,
        }.ToString();
    }

    /// <summary>Absolute path of the database file.</summary>
    public string File { get; }

    /// <summary>
    /// An open connection from the pool: write-ahead log, foreign keys held, waits up to 5 s for another writer. Dispose of it soon.
    /// </summary>
    /// <exception cref="StorageException">The file is unreadable, read-only or no database.</exception>
    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            CreatePrivately();
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = SetUp;
            await command.ExecuteNonQueryAsync(cancellationToken);
            command.CommandText = Touch;
            await command.ExecuteScalarAsync(cancellationToken);
            return connection;
        }
        catch (Exception e)
        {
            await connection.DisposeAsync();
            if (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw Explain(e);
            }

            throw;
        }
    }

    /// <summary>Says in words what a failure of the database means and what to do about it.</summary>
    public StorageException Explain(Exception failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return DatabaseFailures.Explain(File, failure);
    }

    /// <summary>
    /// Closes the pooled connections to the file. For the end of the program and for tests that delete the file.
    /// </summary>
    public void ClosePool()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    // SQLite gives its -wal and -shm files the mode of the database file, so it is enough to create that one with 0600.
    private void CreatePrivately()
    {
        if (!System.IO.File.Exists(File))
        {
            PrivateFile.Open(File, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete).Dispose();
        }
    }
}
