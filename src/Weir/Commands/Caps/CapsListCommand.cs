using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Limits;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Caps;

internal sealed class CapsListCommand(CliContext context, GlobalOptions options) : ListCommand<RunCapEntry>(context, options, "caps", "List the caps on runs.")
{
    protected override JsonTypeInfo<IReadOnlyList<RunCapEntry>> Json => AdminJson.Default.IReadOnlyListRunCapEntry;

    protected override string None => "There are no caps on runs. Set one: weir caps set key:ci --hard 200000";

    protected override Task<IReadOnlyList<RunCapEntry>> ReadAsync(IGatewayAdmin admin, CancellationToken cancellationToken) => admin.ListRunCapsAsync(cancellationToken);

    protected override TableView Table(IReadOnlyList<RunCapEntry> items, DateTimeOffset now)
    {
        var table = new TableView("ON", "WARNS FROM>", "ENDS AT>", "FROM");
        foreach (var cap in items)
        {
            table.Add(cap.On, Text(cap.SoftTokens), Text(cap.HardTokens), cap.Origin ?? "command");
        }

        return table;
    }

    private static string Text(long? tokens) => tokens is { } most ? Amounts.Count(most) : "-";
}
