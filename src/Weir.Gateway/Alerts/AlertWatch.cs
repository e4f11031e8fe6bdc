using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Weir.Credentials;
using Weir.Gateway.Admin.Work;
using Weir.Gateway.Quotas;
using Weir.Metering.Alerts;
using Weir.Metering.Budgets;
using Weir.Routing.Health;
using Weir.Routing.Snapshots;
using Weir.Storage;

namespace Weir.Gateway.Alerts;

/// <summary>Looks at budgets every second, and at quotas and connections every five, beside the requests.</summary>
internal sealed partial class AlertWatch(AlertDesk desk, BudgetBook book, BudgetReader reader, QuotaBoard quotas, HealthBoard health, ISnapshotSource snapshots, TimeProvider time, ILogger<AlertWatch> logger)
    : BackgroundService
{
    private const int LooksBetweenConnections = 5;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Looks at the budgets in force now.</summary>
    /// <exception cref="StorageException">The database can't be used.</exception>
    public async Task LookAtBudgetsAsync(CancellationToken cancellationToken)
    {
        if (book.Budgets.All is not { Count: > 0 } budgets)
        {
            return;
        }

        foreach (var state in await reader.StatesAsync(budgets, cancellationToken))
        {
            var now = time.GetUtcNow();
            Raise(AlertFacts.Threshold(state, now));
            Raise(AlertFacts.Reached(state, now));
        }
    }

    /// <summary>Looks at what connections have left, and whether they work. Reads memory alone.</summary>
    public void LookAtConnections()
    {
        var snapshot = snapshots.Current;
        var now = time.GetUtcNow();
        foreach (var connection in snapshot.Connections)
        {
            foreach (var window in quotas.Of(connection.Name))
            {
                Raise(AlertFacts.QuotaLow(connection.Name, window, snapshot.Config.Alerts.QuotaShare, now));
            }

            if (connection.Auth.State == AuthState.SignInAgain)
            {
                Raise(AlertFacts.SignedOut(connection.Name, now));
                continue;
            }

            var targets = health.OfConnection(connection.Name).Select(static known => known.Health.Facts).ToList();
            if (targets.Any(static facts => facts.OpenUntil is not null) && ConnectionWord.Of(connection, targets, 0, null, now) is (ConnectionWord.Error, var reason))
            {
                Raise(AlertFacts.Broken(connection.Name, reason, now));
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        try
        {
            for (var look = 0; await timer.WaitForNextTickAsync(stoppingToken); look++)
            {
                try
                {
                    await LookAtBudgetsAsync(stoppingToken);
                    if (look % LooksBetweenConnections == 0)
                    {
                        LookAtConnections();
                    }
                }
#pragma warning disable CA1031 // The watch must outlive whatever it meets: its end would be that of the gateway.
                catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    LogFailed(exception);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A stop is the usual end.
        }
    }

    private void Raise(NewAlert? alert)
    {
        if (alert is not null)
        {
            desk.Raise(alert);
        }
    }

    [LoggerMessage(EventId = 3125, Level = LogLevel.Error, Message = "Budgets and connections could not be looked at for alerts; Weir tries again")]
    private partial void LogFailed(Exception exception);
}
