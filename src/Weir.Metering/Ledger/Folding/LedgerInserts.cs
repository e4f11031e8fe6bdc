using Microsoft.Data.Sqlite;
using SQLitePCL;
using Weir.Metering.Analytics.Rollups;
using Weir.Metering.Ledger.Journal;
using Weir.Metering.Ledger.Records;

namespace Weir.Metering.Ledger.Folding;

/// <summary>
/// Adds records to the ledger's tables by SQLite's own prepared statements: the bytes of the journal are bound as they are, and nothing
/// is allocated per row. Every failure is a <see cref="SqliteException"/>.
/// </summary>
internal sealed class LedgerInserts : IDisposable
{
    private readonly sqlite3 _database;
    private readonly PreparedStatement _request;
    private readonly PreparedStatement _attempt;
    private readonly PreparedStatement _position;
    private readonly RecordValues _last = new();

    public LedgerInserts(SqliteConnection connection)
    {
        _database = connection.Handle!;
        _request = new PreparedStatement(_database, Insert("requests", LedgerColumns.Requests, "id"));
        _attempt = new PreparedStatement(
            _database, Insert("attempts", ["request_id", "number", .. LedgerColumns.Attempts], "request_id, number"));
        _position = new PreparedStatement(_database, "UPDATE ledger_journal SET segment = ?1, position = ?2");
    }

    /// <summary>Adds one record; one whose id is there already is passed over.</summary>
    /// <returns>True when it was added: <see cref="Last"/> is the request.</returns>
    /// <exception cref="InvalidDataException">The record is not as it was written.</exception>
    public bool Add(ReadOnlySpan<byte> record)
    {
        var reader = new RecordReader(record);
        var id = BindRequest(ref reader);
        _request.Run();
        if (raw.sqlite3_changes(_database) == 0)
        {
            return false;
        }

        AddAttempts(id, ref reader);
        return true;
    }

    /// <summary>What the sums need of the record that was added last.</summary>
    public BookedRequest Last() => _last.ToRequest();

    /// <summary>Notes up to where the journal is in the tables.</summary>
    public void MoveTo(JournalPosition position)
    {
        _position.Reset();
        _position.Bind(1, position.Segment);
        _position.Bind(2, position.Offset);
        _position.Run();
    }

    public void Dispose()
    {
        _request.Dispose();
        _attempt.Dispose();
        _position.Dispose();
    }

    private ReadOnlySpan<byte> BindRequest(scoped ref RecordReader reader)
    {
        var values = reader.Count();
        _request.Reset();
        _last.Clear();
        ReadOnlySpan<byte> id = default;
        for (var column = 1; column <= values; column++)
        {
            var isKnown = column <= LedgerColumns.Requests.Length;
            var text = BindNext(_request, column, isKnown, ref reader, out var number);
            if (isKnown)
            {
                _last.Take(column - 1, number, text);
            }

            if (column == 1)
            {
                id = text;
            }
        }

        return id;
    }

    private void AddAttempts(ReadOnlySpan<byte> id, scoped ref RecordReader reader)
    {
        var attempts = reader.Count();
        if (attempts == 0)
        {
            // A request that was refused before any target was tried: only the number of columns follows.
            return;
        }

        var values = reader.Count();
        for (var number = 1; number <= attempts; number++)
        {
            _attempt.Reset();
            _attempt.Bind(1, id);
            _attempt.Bind(2, number);
            for (var column = 1; column <= values; column++)
            {
                BindNext(_attempt, column + 2, column <= LedgerColumns.Attempts.Length, ref reader, out _);
            }

            _attempt.Run();
        }
    }

    private static ReadOnlySpan<byte> BindNext(PreparedStatement statement, int parameter, bool known, scoped ref RecordReader reader, out long? told)
    {
        var kind = reader.Next(out var number, out var text);
        told = kind == ValueKind.Number ? number : null;
        if (known && kind == ValueKind.Number)
        {
            statement.Bind(parameter, number);
        }
        else if (known && kind == ValueKind.Text)
        {
            statement.Bind(parameter, text);
        }

        return text;
    }

    private static string Insert(string table, string[] columns, string key)
    {
        var parameters = string.Join(", ", Enumerable.Repeat('?', columns.Length));
        return $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({parameters}) ON CONFLICT ({key}) DO NOTHING";
    }
}
