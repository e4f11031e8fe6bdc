using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Metering.Budgets.Booking;
using Weir.Metering.Budgets.Booking.Own;
using Weir.Metering.Budgets.Booking.Shared;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Budgets;

/// <summary>
/// Reserves before a request is sent and settles after it, so that a hard budget is never exceeded. Every hold outlives this process before
/// the request goes out: in the ledger's journal, or, where several processes share the books, in the database. See docs/budgets.md.
/// </summary>
public sealed class BudgetBook : BackgroundService
{
    private readonly string _run = Guid.NewGuid().ToString("n");
    private readonly Database _database;
    private readonly IBookJournal _journal;
    private readonly BudgetOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<BudgetBook> _logger;
    private volatile BudgetSet _budgets = BudgetSet.Empty;
    private DbConnection? _connection;
    private BookSql? _sql;
    private BookDesk? _desk;

    internal BudgetBook(Database database, IBookJournal journal, BudgetOptions options, TimeProvider time, ILogger<BudgetBook> logger)
    {
        _database = database;
        _journal = journal;
        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>The budgets in force.</summary>
    public BudgetSet Budgets => _budgets;

    /// <summary>Whether bookings go through this process's books.</summary>
    internal bool IsOpen => _desk is not null;

    private BookDesk Desk => _desk ?? throw new InvalidOperationException("The books are not open.");

    /// <summary>Opens the books, and settles what an earlier process of this machine left open.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var connection = await _database.OpenAsync(cancellationToken);
        _connection = connection;
        await using (var command = connection.CreateCommand())
        {
            // A checkpoint flushes the disk, and a request would wait for it. The fold of the ledger makes them; here only if it can't.
            command.CommandText = "PRAGMA wal_autocheckpoint=10000";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var sql = _sql = new BookSql(connection);
        var sweep = new HoldSweep(sql, IsOrphan, _options, _time, _logger);
        _desk = _options.IsShared
            ? new SharedDesk(sql, sweep, _database, _options, _run, _time, _logger)
            : new OwnDesk(sql, sweep, _journal, _database, _options, _run, _time, _logger);
        try
        {
            // An earlier process may have left bookings in the journal.
            await _journal.FlushAsync(cancellationToken);
            sweep.Run();
        }
        catch (DbException e)
        {
            throw _database.Explain(e);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Puts budgets in force, in the place of those before. One that is new, or whose window is another, begins with what the ledger has of its
    /// window; requests under way are not in that. The books must be open; calls take turns.
    /// </summary>
    /// <exception cref="StorageException">The database can't be used; the budgets before stay in force.</exception>
    public async Task UseAsync(BudgetSet budgets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(budgets);
        var known = _budgets.All.Select(static budget => (budget.Id, budget.Window)).ToHashSet();
        var fresh = budgets.All.Where(budget => !known.Contains((budget.Id, budget.Window))).ToList();
        if (fresh.Count > 0)
        {
            await _journal.FlushAsync(cancellationToken);
            await SeedAsync(budgets, fresh, raises: known.Count > 0, cancellationToken);
        }

        _budgets = budgets;
    }

    /// <summary>
    /// Holds the worst case of a request on all its budgets, or on none. When this returns a reservation, it survives the death of the process.
    /// </summary>
    /// <exception cref="StorageException">The database can't be used: nothing is held, and the request must not be sent.</exception>
    /// <exception cref="InvalidOperationException">The attempt has a hold already.</exception>
    public ValueTask<ReserveOutcome> ReserveAsync(ReserveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var budgets = _budgets.For(request.Subjects);
        return budgets.Count == 0
            ? ValueTask.FromResult(ReserveOutcome.Of(new Reservation(request.RequestId, request.Attempt, request.Output, request.Worst.At(request.Output), [], [])))
            : Desk.ReserveAsync(request, budgets, cancellationToken);
    }

    /// <summary>
    /// Replaces a hold by what the request really cost. Call it after the ledger has the request's record, with the same cost: then nothing is
    /// lost when the process dies at any moment. Returns at once.
    /// </summary>
    /// <param name="reservation">The hold.</param>
    /// <param name="real">The cost; without money (nobody knows) the held amount counts.</param>
    public void Settle(Reservation reservation, in Charge real)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        if (reservation.Shares.Count > 0 && reservation.TryEnd())
        {
            // Where the books are closed already, the next start settles it from the ledger.
            Desk.Settle(reservation, real);
        }
    }

    /// <summary>
    /// Ends a hold whose request may have been billed, by an upstream that did not tell how much. Its worst case counts as spent, and its row stays as
    /// <see cref="HoldState.Uncertain"/> until the ledger or a person says better. Returns at once.
    /// </summary>
    public void Doubt(Reservation reservation)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        if (reservation.Shares.Count > 0 && reservation.TryEnd())
        {
            Desk.Settle(reservation, null);
        }
    }

    /// <summary>Gives a hold back: the request was never sent, or surely cost nothing. Returns at once.</summary>
    public void Release(Reservation reservation) => Settle(reservation, Charge.Nothing);

    /// <summary>Waits until everything handed in before the call is in the database.</summary>
    public Task DrainAsync(CancellationToken cancellationToken) => Desk.DrainAsync(cancellationToken);

    /// <summary>Runs something in a transaction on the books.</summary>
    /// <exception cref="StorageException">The database can't be used, or the books are closed; nothing is done.</exception>
    internal Task WorkAsync(WorkEntry work, CancellationToken cancellationToken) => Desk.WorkAsync(work, cancellationToken);

    /// <summary>Books what is waiting, then closes the books.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _desk?.Close();
        if (ExecuteTask is { } running)
        {
            await running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
        Close();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _desk?.Close();
        base.Dispose();
        Close();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = _time.CreateTimer(_ => Sweep(), null, _options.HoldLease / 4, _options.HoldLease / 4);
        await Desk.RunAsync();
    }

    // Not under a transaction that still runs: then the connection goes with the process.
    private void Close()
    {
        if (ExecuteTask is null or { IsCompleted: true })
        {
            _desk?.Dispose();
            _sql?.Dispose();
            _connection?.Dispose();
        }
    }

    private void Sweep()
    {
        if (_budgets.All.Count > 0)
        {
            Desk.Sweep();
        }
    }

    // This process settles its own holds, however long they take. The name of this machine is this process's alone.
    private bool IsOrphan(HoldRow hold) => hold.Run != _run && (hold.Node == _options.Node || hold.ExpiresAt < _time.GetUtcNow());

    private async Task SeedAsync(BudgetSet inForce, IReadOnlyList<Budget> fresh, bool raises, CancellationToken cancellationToken)
    {
        var seeds = new List<HoldShare>();
        await using (var connection = await _database.OpenAsync(cancellationToken))
        {
            foreach (var budget in fresh)
            {
                var sums = await LedgerSums.ReadAsync(connection, budget, _time.GetUtcNow(), cancellationToken);
                seeds.AddRange(sums.Select(sum => new HoldShare(budget.Id, sum.StartsAt, budget.Unit, sum.Amount)));
            }
        }

        var work = new WorkEntry(
            [.. seeds.Select(static seed => seed.BudgetId)],
            (_, books) => seeds.ForEach(seed => books.Seed(seed.BudgetId, seed.StartsAt, seed.Amount, raises)))
        {
            InForce = inForce.All,
        };
        await Desk.WorkAsync(work, cancellationToken);
    }
}
