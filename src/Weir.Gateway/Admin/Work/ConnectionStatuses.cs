using Weir.Credentials;
using Weir.Dialects.Errors;
using Weir.Gateway.Quotas;
using Weir.Metering.Analytics.Questions;
using Weir.Metering.Usage;
using Weir.Routing.Health;
using Weir.Routing.Local;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work;

/// <summary>Puts together how connections fare: from the requests that went there, the looks at local servers, and the ledger.</summary>
internal sealed class ConnectionStatuses(ISnapshotSource snapshots, SavedConnections saved, HealthBoard health, LocalServers servers, QuotaBoard quotas, UsageAnalytics usage, LedgerView ledger, TimeProvider time)
{
    /// <summary>Every connection, in the snapshot's order, then those that are switched off.</summary>
    public async Task<IReadOnlyList<ConnectionStatus>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        await ledger.CatchUpAsync(cancellationToken);
        var groups = await usage.GroupsAsync(UsageGrouping.Connection, null, new UsageScope { Since = today }, withLatencies: false, cancellationToken);
        var spent = groups.Cells.Where(static group => group.Key is not null).ToDictionary(static group => group.Key!, static group => group.Totals, StringComparer.Ordinal);
        var snapshot = snapshots.Current;
        var declared = snapshot.Config.Connections.Select(static block => block.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. snapshot.Connections.Select(connection => Of(connection, now)).Concat(SwitchedOff(snapshot, declared))
                .Select(status => WithCost(status, spent) with { Declared = declared.Contains(status.Name) }),
        ];
    }

    private static ConnectionStatus WithCost(ConnectionStatus status, Dictionary<string, UsageTotals> spent) =>
        spent.TryGetValue(status.Name, out var totals) ? status with { RequestsToday = totals.Requests, CostTodayUsd = totals.Cost.ToUsd() } : status;

    private ConnectionStatus Of(Connection connection, DateTimeOffset now)
    {
        var targets = health.OfConnection(connection.Name).Select(static known => (known.Health.Facts, known.Health.UnderWay)).ToList();
        var sighting = connection.BaseUrl is { } address && (connection.AsksForItsList || connection.Origin == Connection.FoundByItself) ? servers.Find(address) : null;
        var (word, reason) = ConnectionWord.Of(connection, [.. targets.Select(static target => target.Facts)], targets.Sum(static target => target.UnderWay), sighting, now);
        if (word is ConnectionWord.Active or ConnectionWord.Available && health.Withheld.Against(connection.Name, now) is { } usedUp)
        {
            (word, reason) = (ConnectionWord.RateLimited, usedUp.IsTold ? $"Its quota is used up until {usedUp.Until.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z." : "Its quota is used up.");
        }

        var worst = targets.Select(static target => target.Facts).Where(static facts => facts.LastErrorAt is not null).MaxBy(static facts => facts.LastErrorAt);
        var loaded = sighting?.Server?.Models.Where(static model => model.IsLoaded is not null).ToList();
        return new ConnectionStatus
        {
            Name = connection.Name,
            Provider = connection.Provider.Id,
            Origin = connection.Origin,
            Status = word,
            Reason = reason,
            Credential = connection.Auth.State switch { AuthState.Ready => "ready", AuthState.SignInAgain => "sign_in_again", _ => "missing" },
            LastUsed = targets.Max(static target => target.Facts.LastUsed),
            LastError = worst is null ? null : worst.LastError.Code(),
            LastErrorAt = worst?.LastErrorAt,
            LimitedUntil = targets.Select(static target => target.Facts.LimitedUntil).Append(health.Withheld.Against(connection.Name, now)?.Until).Where(until => until > now).Max(),
            Limits = [.. quotas.Of(connection.Name).Where(window => window.ResetsAt is null || window.ResetsAt > now).Select(window => Entries.Of(connection.Name, window))],
            UnderWay = targets.Sum(static target => target.UnderWay),
            Models = connection.NotServed is null ? connection.Models.Count : 0,
            LoadedModels = loaded is { Count: > 0 } ? loaded.Count(static model => model.IsLoaded == true) : null,
            CheckedAt = sighting?.CheckedAt,
        };
    }

    private IEnumerable<ConnectionStatus> SwitchedOff(RoutingSnapshot snapshot, HashSet<string> declared) =>
        snapshot.Config.Connections.Where(static block => !block.Enabled).Select(static block => (block.Name, block.Type, block.Origin))
            .Concat(saved.Current.Where(row => !row.Enabled && !declared.Contains(row.Name)).Select(static row => (row.Name, Type: row.Provider, Origin: SavedConnection.Origin)))
            .Select(static off => new ConnectionStatus { Name = off.Name, Provider = off.Type, Origin = off.Origin, Status = ConnectionWord.Disabled, Reason = "It is switched off.", Credential = "missing" });
}
