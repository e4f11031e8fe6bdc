using System.Text.Json.Serialization.Metadata;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Keys;

internal sealed class KeysListCommand(CliContext context, GlobalOptions options) : ListCommand<KeyEntry>(context, options, "keys", "List the keys; the keys themselves are never shown.")
{
    protected override JsonTypeInfo<IReadOnlyList<KeyEntry>> Json => AdminJson.Default.IReadOnlyListKeyEntry;

    protected override string None => "There are no keys. Make one: weir keys create ci";

    protected override Task<IReadOnlyList<KeyEntry>> ReadAsync(IGatewayAdmin admin, CancellationToken cancellationToken) => admin.ListKeysAsync(cancellationToken);

    protected override TableView Table(IReadOnlyList<KeyEntry> items, DateTimeOffset now)
    {
        var table = new TableView("NAME", "ID", "KEY", "FOR", "USER", "TEAM", "MODELS", "EXPIRES", "STATE");
        foreach (var key in items)
        {
            table.Add(
                key.Name,
                key.Id,
                key.Prefix + "...",
                key.Admin ? "admin" : "clients",
                key.User,
                key.Team,
                key.Models.Count == 0 ? "all" : string.Join(", ", key.Models),
                Amounts.Moment(key.ExpiresAt),
                new Cell(key.State, key.State == "active" ? Tone.Good : Tone.Faint));
        }

        return table;
    }
}
