using Weir.Gateway.Admin.Work.Usage;
using Weir.Gateway.Quotas;
using Weir.Metering.Usage;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work;

/// <summary>The board of quotas with the ledger's own sums beside it.</summary>
internal sealed class QuotaView(ISnapshotSource snapshots, QuotaBoard board, UsageQueries usage)
{
    public async Task<IReadOnlyList<QuotaEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var entries = new List<QuotaEntry>();
        foreach (var connection in snapshots.Current.Connections)
        {
            foreach (var window in board.Of(connection.Name))
            {
                entries.Add(Entries.Of(connection.Name, window) with
                {
                    Own = window is { Length: { } length, ResetsAt: { } end }
                        ? Usages.Of(await usage.TotalsAsync(new UsageFilter { Connection = connection.Name, Since = end - length }, cancellationToken))
                        : null,
                });
            }
        }

        return entries;
    }
}
