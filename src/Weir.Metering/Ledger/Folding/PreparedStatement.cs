using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Weir.Metering.Ledger.Folding;

/// <summary>One statement, compiled once and run many times.</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public PreparedStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
    }

    /// <summary>Makes the statement ready for its next run, all its parameters null.</summary>
    public void Reset()
    {
        // A reset tells the failure of the run before it, which Run has told already.
        _ = raw.sqlite3_reset(_statement);
        Check(raw.sqlite3_clear_bindings(_statement));
    }

    public void Bind(int parameter, long number) => Check(raw.sqlite3_bind_int64(_statement, parameter, number));

    /// <param name="parameter">1 for the first.</param>
    /// <param name="utf8">The text. An empty span has no address and would be bound as null, hence the other call.</param>
    public void Bind(int parameter, ReadOnlySpan<byte> utf8) => Check(utf8.IsEmpty
        ? raw.sqlite3_bind_text(_statement, parameter, string.Empty)
        : raw.sqlite3_bind_text(_statement, parameter, utf8));

    public void Run()
    {
        var result = raw.sqlite3_step(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        // At once: an unfinished statement would keep the transaction from ending.
        Check(raw.sqlite3_reset(_statement));
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
