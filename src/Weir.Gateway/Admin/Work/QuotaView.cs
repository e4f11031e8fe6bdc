using Weir.Gateway.Admin.Work.Usage;
using Weir.Gateway.Quotas;
using Weir.Metering.Usage;
using Weir.Routing.Health;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work;

/// <summary>The board of quotas with the ledger's own sums beside it.</summary>
internal sealed class QuotaView(ISnapshotSource snapshots, QuotaBoard board, QuotaPoller poller, HealthBoard health, UsageQueries usage, TimeProvider time)
{
    /// <summary>All quotas, in the snapshot's order of connections.</summary>
    /// <param name="connection">Only this connection's; null for all.</param>
    /// <param name="refresh">True asks upstreams first, those that were not asked in the last ten seconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<QuotaEntry>> ListAsync(string? connection, bool refresh, CancellationToken cancellationToken)
    {
        poller.Load();
        poller.NoteInterest();
        if (refresh)
        {
            await poller.RefreshAsync(connection, cancellationToken);
        }

        var entries = new List<QuotaEntry>();
        foreach (var one in snapshots.Current.Connections.Where(one => connection is null || one.Name == connection))
        {
            entries.AddRange(await OfAsync(one, cancellationToken));
        }

        return entries;
    }

    private async Task<IReadOnlyList<QuotaEntry>> OfAsync(Connection connection, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (call, reason) = QuotaCall.Of(connection);
        var error = call is null ? null : board.Polled(connection.Name)?.Problem;
        var until = health.Withheld.Against(connection.Name, now)?.Until;
        var entries = new List<QuotaEntry>();
        foreach (var window in board.Of(connection.Name))
        {
            entries.Add(Entries.Of(connection.Name, window) with
            {
                AgeSeconds = (long)Math.Max(0, (now - window.SeenAt).TotalSeconds),
                Credential = connection.Auth.Source,
                Error = error,
                WithheldUntil = until,
                Own = window is { Length: { } length, ResetsAt: { } end } && end - DateTimeOffset.UnixEpoch > length
                    ? Usages.Of(await usage.TotalsAsync(new UsageFilter { Connection = connection.Name, Since = end - length }, cancellationToken))
                    : null,
            });
        }

        if (entries.Count == 0 && (error ?? (call is null && connection.Simulator is null && connection.NotServed is null ? reason : null)) is { } why)
        {
            entries.Add(new QuotaEntry { Connection = connection.Name, Credential = connection.Auth.Source, Error = why });
        }

        return entries;
    }
}
