using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Weir.Metering.Budgets.Booking;

/// <summary>
/// The statements of the books, on one connection that is kept open. Plain SQL: a transaction that has taken its turn at a budget is alone
/// with it, by the one writer of SQLite or by the row's lock elsewhere. Not for concurrent use.
/// </summary>
internal sealed class BookSql : IDisposable
{
    private const string HoldColumns = "h.request_id, h.attempt, h.node, h.run, h.created_at, h.expires_at, h.is_expired, h.shares";

    private readonly DbConnection _connection;
    private readonly BookCommand _open;
    private readonly BookCommand _turn;
    private readonly BookCommand _readWindow;
    private readonly BookCommand _readWindows;
    private readonly BookCommand _addWindow;
    private readonly BookCommand _writeWindow;
    private readonly BookCommand _addHold;
    private readonly BookCommand _takeOpen;
    private readonly BookCommand _takeCounted;
    private readonly BookCommand _countHold;
    private readonly BookCommand _renew;
    private readonly BookCommand _readHolds;
    private readonly BookCommand _readUnsettled;
    private readonly BookCommand _readHeld;
    private readonly BookCommand[] _all;

    public BookSql(DbConnection connection)
    {
        _connection = connection;
        _all =
        [
            _open = new(connection, "INSERT INTO budget_books (budget_id, turn) VALUES (@b, 0) ON CONFLICT (budget_id) DO NOTHING", "@b"),
            _turn = new(connection, "UPDATE budget_books SET turn = turn + 1 WHERE budget_id = @b", "@b"),
            _readWindow = new(connection, "SELECT spent, held FROM budget_windows WHERE budget_id = @b AND starts_at = @s", "@b", "@s"),
            _readWindows = new(
                connection,
                "SELECT starts_at, spent, held FROM budget_windows WHERE budget_id = @b AND starts_at >= @from ORDER BY starts_at",
                "@b", "@from"),
            _addWindow = new(
                connection, "INSERT INTO budget_windows (budget_id, starts_at, spent, held) VALUES (@b, @s, @spent, @held)", "@b", "@s", "@spent", "@held"),
            _writeWindow = new(
                connection, "UPDATE budget_windows SET spent = @spent, held = @held WHERE budget_id = @b AND starts_at = @s", "@b", "@s", "@spent", "@held"),
            _addHold = new(
                connection,
                """
                INSERT INTO budget_holds (request_id, attempt, node, run, created_at, expires_at, is_expired, shares)
                VALUES (@r, @a, @node, @run, @created, @expires, 0, @shares) ON CONFLICT (request_id, attempt) DO NOTHING
                """,
                "@r", "@a", "@node", "@run", "@created", "@expires", "@shares"),
            _takeOpen = new(connection, "DELETE FROM budget_holds WHERE request_id = @r AND attempt = @a AND is_expired = 0", "@r", "@a"),
            _takeCounted = new(connection, "DELETE FROM budget_holds WHERE request_id = @r AND attempt = @a AND is_expired <> 0", "@r", "@a"),
            _countHold = new(
                connection, "UPDATE budget_holds SET is_expired = @x WHERE request_id = @r AND attempt = @a AND is_expired = 0", "@r", "@a", "@x"),
            _renew = new(connection, "UPDATE budget_holds SET expires_at = @expires WHERE run = @run AND is_expired = 0", "@run", "@expires"),
            _readHeld = new(connection, "SELECT budget_id, starts_at, held FROM budget_windows WHERE held > 0 ORDER BY budget_id, starts_at"),
            _readHolds = new(connection, $"SELECT {HoldColumns} FROM budget_holds h ORDER BY request_id, attempt"),

            // What is uncertain has an attempt in the ledger with an estimate; it is of interest again when that is corrected.
            _readUnsettled = new(
                connection,
                $"""
                SELECT {HoldColumns} FROM budget_holds h
                WHERE is_expired <> 2
                   OR EXISTS (SELECT 1 FROM attempts a WHERE a.request_id = h.request_id AND a.number = h.attempt AND a.estimated = 0)
                ORDER BY request_id, attempt
                """),
        ];
    }

    public DbConnection Connection => _connection;

    /// <summary>
    /// Begins a transaction that may write at once: SQLite waits here for other writers, others wait where the turn is taken and then read what was
    /// committed last.
    /// </summary>
    public DbTransaction Begin() =>
        Enlist(_connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: false) : _connection.BeginTransaction(IsolationLevel.ReadCommitted));

    /// <summary>Begins a transaction that sees one state of everything and keeps no writer waiting.</summary>
    public DbTransaction BeginReading() =>
        Enlist(_connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : _connection.BeginTransaction(IsolationLevel.RepeatableRead));

    /// <summary>Is alone with the budget until the transaction ends. Budgets are taken in the order of ids, so that nobody waits in a ring.</summary>
    public void TakeTurn(string budgetId)
    {
        if (_turn.With(budgetId).Run() == 0)
        {
            _open.With(budgetId).Run();
            _turn.With(budgetId).Run();
        }
    }

    /// <summary>Reads a window; null when nothing was booked in it yet.</summary>
    public (long Spent, long Held)? ReadWindow(string budgetId, long startsAt)
    {
        using var reader = _readWindow.With(budgetId, startsAt).Read();
        return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    public IEnumerable<(long StartsAt, long Spent, long Held)> ReadWindows(string budgetId, long from)
    {
        using var reader = _readWindows.With(budgetId, from).Read();
        while (reader.Read())
        {
            yield return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        }
    }

    public void WriteWindow(string budgetId, long startsAt, long spent, long held, bool isNew) =>
        (isNew ? _addWindow : _writeWindow).With(budgetId, startsAt, spent, held).Run();

    /// <summary>Adds a hold; false when the attempt has one already.</summary>
    public bool TryAddHold(HoldRow hold) => _addHold.With(
        hold.RequestId, hold.Attempt, hold.Node, hold.Run,
        hold.CreatedAt.ToUnixTimeMilliseconds(), hold.ExpiresAt.ToUnixTimeMilliseconds(), HoldShare.Write(hold.Shares)).Run() > 0;

    /// <summary>Removes an open hold; false when there is none.</summary>
    public bool TryTakeOpen(string requestId, int attempt) => _takeOpen.With(requestId, attempt).Run() > 0;

    /// <summary>Removes a hold that counts as spent; false when there is none.</summary>
    public bool TryTakeCounted(string requestId, int attempt) => _takeCounted.With(requestId, attempt).Run() > 0;

    /// <summary>Marks a hold as one that counts as spent; false when it is not open.</summary>
    public bool TryCountHold(string requestId, int attempt, HoldState state) => _countHold.With(requestId, attempt, (long)state).Run() > 0;

    /// <summary>Moves the expiry of all holds of a run.</summary>
    public int Renew(string run, DateTimeOffset expiresAt) => _renew.With(run, expiresAt.ToUnixTimeMilliseconds()).Run();

    public List<HoldRow> ReadHolds() => ReadHolds(_readHolds);

    /// <summary>The holds that may be settled by somebody else than their request: without those that stay uncertain.</summary>
    public List<HoldRow> ReadUnsettled() => ReadHolds(_readUnsettled);

    /// <summary>The windows in which something is held.</summary>
    public List<(string BudgetId, long StartsAt, long Held)> ReadHeld()
    {
        var rows = new List<(string, long, long)>();
        using var reader = _readHeld.Read();
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _all)
        {
            command.Dispose();
        }
    }

    private static List<HoldRow> ReadHolds(BookCommand command)
    {
        var holds = new List<HoldRow>();
        using var reader = command.Read();
        while (reader.Read())
        {
            holds.Add(new HoldRow
            {
                RequestId = reader.GetString(0),
                Attempt = reader.GetInt32(1),
                Node = reader.GetString(2),
                Run = reader.GetString(3),
                CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
                State = (HoldState)reader.GetInt64(6),
                Shares = HoldShare.Read(reader.GetString(7)),
            });
        }

        return holds;
    }

    private DbTransaction Enlist(DbTransaction transaction)
    {
        foreach (var command in _all)
        {
            command.Transaction = transaction;
        }

        return transaction;
    }
}
