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
    /// <summary>So many windows are read or written by one statement.</summary>
    private const int Most = 4;

    private const string HoldColumns = "h.request_id, h.attempt, h.node, h.run, h.created_at, h.expires_at, h.is_expired, h.shares";

    private readonly DbConnection _connection;
    private readonly BookCommand _open;
    private readonly BookCommand _turn;
    private readonly BookCommand[] _readSome;
    private readonly BookCommand _readWindows;
    private readonly BookCommand[] _writeSome;
    private readonly BookCommand _addHold;
    private readonly BookCommand _takeOpen;
    private readonly BookCommand _takeCounted;
    private readonly BookCommand _countHold;
    private readonly BookCommand _renew;
    private readonly BookCommand _forget;
    private readonly BookCommand _readHolds;
    private readonly BookCommand _readHold;
    private readonly BookCommand _readUnsettled;
    private readonly BookCommand _readHeld;
    private readonly BookCommand _begin;
    private readonly BookCommand _commit;
    private readonly BookCommand _rollback;
    private readonly BookCommand[] _all;

    public BookSql(DbConnection connection)
    {
        _connection = connection;
        _readSome = [.. Enumerable.Range(1, Most).Select(count => new BookCommand(connection, ReadText(count), Names(count, "@b", "@s")))];
        _writeSome = [.. Enumerable.Range(1, Most).Select(count => new BookCommand(connection, WriteText(count), Names(count, "@b", "@s", "@spent", "@held")))];
        _all =
        [
            .. _readSome,
            .. _writeSome,
            _begin = new(connection, "BEGIN IMMEDIATE"),
            _commit = new(connection, "COMMIT"),
            _rollback = new(connection, "ROLLBACK"),
            _open = new(connection, "INSERT INTO budget_books (budget_id, turn) VALUES (@b, 0) ON CONFLICT (budget_id) DO NOTHING", "@b"),
            _turn = new(connection, "UPDATE budget_books SET turn = turn + 1 WHERE budget_id = @b", "@b"),
            _readWindows = new(
                connection,
                "SELECT starts_at, spent, held FROM budget_windows WHERE budget_id = @b AND starts_at >= @from ORDER BY starts_at",
                "@b", "@from"),
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
            _forget = new(connection, "DELETE FROM budget_holds WHERE is_expired <> 0 AND created_at < @before", "@before"),
            _readHeld = new(connection, "SELECT budget_id, starts_at, held FROM budget_windows WHERE held > 0 ORDER BY budget_id, starts_at"),
            _readHolds = new(connection, $"SELECT {HoldColumns} FROM budget_holds h ORDER BY request_id, attempt"),
            _readHold = new(connection, $"SELECT {HoldColumns} FROM budget_holds h WHERE request_id = @r AND attempt = @a", "@r", "@a"),

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
    public BookTurn Begin()
    {
        if (_connection is not SqliteConnection)
        {
            return Enlist(_connection.BeginTransaction(IsolationLevel.ReadCommitted));
        }

        _begin.Run();
        return new BookTurn(_commit, _rollback);
    }

    /// <summary>Begins a transaction that sees one state of everything and keeps no writer waiting.</summary>
    public BookTurn BeginReading() =>
        Enlist(_connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : _connection.BeginTransaction(IsolationLevel.RepeatableRead));

    /// <summary>Makes the statements part of somebody else's transaction.</summary>
    public void Join(DbTransaction transaction)
    {
        foreach (var command in _all)
        {
            command.Transaction = transaction;
        }
    }

    /// <summary>
    /// Is alone with the budget until the transaction ends. Budgets are taken in the order of ids, so that nobody waits in a ring. With SQLite a
    /// transaction that may write is alone anyway.
    /// </summary>
    public void TakeTurn(string budgetId)
    {
        if (_connection is SqliteConnection)
        {
            return;
        }

        if (_turn.With(budgetId).Run() == 0)
        {
            _open.With(budgetId).Run();
            _turn.With(budgetId).Run();
        }
    }

    /// <summary>Reads windows; those in which nothing was booked yet have no row.</summary>
    public IEnumerable<(string BudgetId, long StartsAt, long Spent, long Held)> ReadWindows(IReadOnlyList<(string BudgetId, long StartsAt)> windows)
    {
        for (var done = 0; done < windows.Count; done += Most)
        {
            var values = windows.Skip(done).Take(Most).SelectMany(static window => (object[])[window.BudgetId, window.StartsAt]).ToArray();
            using var reader = _readSome[(values.Length / 2) - 1].With(values).Read();
            while (reader.Read())
            {
                yield return (reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3));
            }
        }
    }

    public IEnumerable<(long StartsAt, long Spent, long Held)> ReadWindows(string budgetId, long from)
    {
        using var reader = _readWindows.With(budgetId, from).Read();
        while (reader.Read())
        {
            yield return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        }
    }

    /// <summary>Writes windows, new ones and others.</summary>
    public void WriteWindows(IReadOnlyList<Window> windows)
    {
        for (var done = 0; done < windows.Count; done += Most)
        {
            var values = windows.Skip(done).Take(Most).SelectMany(static window => (object[])[window.BudgetId, window.StartsAt, window.Spent, window.Held]).ToArray();
            _writeSome[(values.Length / 4) - 1].With(values).Run();
        }
    }

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

    /// <summary>Removes the rows of holds that count as spent and began before a moment; what they count stays.</summary>
    public int Forget(DateTimeOffset before) => _forget.With(before.ToUnixTimeMilliseconds()).Run();

    public List<HoldRow> ReadHolds() => ReadHolds(_readHolds);

    /// <summary>The hold of an attempt; null when it has none any more.</summary>
    public HoldRow? FindHold(string requestId, int attempt) => ReadHolds(_readHold.With(requestId, attempt)) is [var only] ? only : null;

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

    private static string ReadText(int count) => string.Join(
        " UNION ALL ",
        Enumerable.Range(0, count).Select(static i => $"SELECT budget_id, starts_at, spent, held FROM budget_windows WHERE budget_id = @b{i} AND starts_at = @s{i}"));

    private static string WriteText(int count) =>
        $"""
        INSERT INTO budget_windows (budget_id, starts_at, spent, held)
        VALUES {string.Join(", ", Enumerable.Range(0, count).Select(static i => $"(@b{i}, @s{i}, @spent{i}, @held{i})"))}
        ON CONFLICT (budget_id, starts_at) DO UPDATE SET spent = excluded.spent, held = excluded.held
        """;

    private static string[] Names(int count, params string[] names) => [.. Enumerable.Range(0, count).SelectMany(i => names.Select(name => $"{name}{i}"))];

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

    private BookTurn Enlist(DbTransaction transaction)
    {
        Join(transaction);
        return new BookTurn(transaction);
    }
}
