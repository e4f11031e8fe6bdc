using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Limits;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Limits;

internal sealed class LimitsListCommand(CliContext context, GlobalOptions options) : ListCommand<LimitEntry>(context, options, "limits", "List the rate limits and what is used of them now, on this node.")
{
    protected override JsonTypeInfo<IReadOnlyList<LimitEntry>> Json => AdminJson.Default.IReadOnlyListLimitEntry;

    protected override string None => "There are no rate limits. Set one: weir limits set key:ci --rpm 60";

    protected override Task<IReadOnlyList<LimitEntry>> ReadAsync(IGatewayAdmin admin, CancellationToken cancellationToken) => admin.ListLimitsAsync(cancellationToken);

    protected override TableView Table(IReadOnlyList<LimitEntry> items, DateTimeOffset now)
    {
        var table = new TableView("ON", "REQUESTS/MIN>", "TOKENS/MIN>", "AT A TIME>", "FROM");
        foreach (var limit in items)
        {
            table.Add(limit.On, Used(limit.UsedRequests, limit.Rpm), Used(limit.UsedTokens, limit.Tpm), Used(limit.Running, limit.Concurrent), limit.Origin ?? "command");
        }

        return table;
    }

    private static Cell Used(long used, long? limit) => limit is { } most
        ? new Cell($"{Amounts.Count(used)} of {Amounts.Count(most)}", used >= most ? Tone.Bad : Tone.Plain)
        : new Cell("-", Tone.Plain);
}
