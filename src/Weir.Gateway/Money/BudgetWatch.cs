using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Metering.Budgets;
using Weir.Metering.RateLimits;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Storage;

namespace Weir.Gateway.Money;

/// <summary>
/// Puts budgets, rate limits and caps of runs in force: at start before the first request, when weir.yaml is read again, and when a command, the console or another process changed one.
/// Changes are noticed within a second.
/// </summary>
internal sealed partial class BudgetWatch(BudgetBook book, MoneyRules rules, RateLimiter limiter, Runs runs, ISnapshotSource snapshots, TimeProvider time, ILogger<BudgetWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private WeirConfig? _config;
    private long _version = -1;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Looks for changes now, and puts them in force. When it returns, what was changed before the call holds.</summary>
    /// <exception cref="StorageException">The database can't be used; the budgets before stay in force.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var config = snapshots.Current.Config;
            var version = await rules.VersionAsync(cancellationToken);
            if (ReferenceEquals(config, _config) && version == _version)
            {
                return;
            }

            // All are read before one is put in force: a database that fails in between leaves those before.
            var budgets = await rules.BudgetsAsync(config, cancellationToken);
            var limits = await rules.LimitsAsync(config, cancellationToken);
            var caps = await rules.CapsAsync(config, cancellationToken);
            await book.UseAsync(budgets, cancellationToken);
            limiter.Use(limits);
            runs.Use(new RunCapSet(caps));
            (_config, _version) = (config, version);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryCheckAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is the usual end.
        }
    }

    private async Task TryCheckAsync(CancellationToken stoppingToken)
    {
        try
        {
            await CheckAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is StorageException or System.Data.Common.DbException)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(EventId = 3041, Level = LogLevel.Error, Message = "Budgets and limits could not be read again; they stay as they were, and Weir tries again")]
    private partial void LogFailed(Exception exception);
}
