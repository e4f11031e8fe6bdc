using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Keys;

internal sealed class KeysShowCommand : CliCommand
{
    private readonly Argument<string> _key = new("KEY") { Description = "The key's name or id." };

    public KeysShowCommand(CliContext context, GlobalOptions options)
        : base(context, options, "show", "Show one key; the key itself is never shown.")
    {
        Add(_key);
        Examples = ["weir keys show ci"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var name = run.Value(_key);
        var admin = await run.AdminAsync(cancellationToken);
        var keys = await admin.ListKeysAsync(cancellationToken);

        // A name may have been used before: the one that still works is meant.
        var key = keys.Where(key => key.Id == name || key.Name == name).OrderByDescending(key => key.State == "active").FirstOrDefault()
            ?? throw new CliException(ExitCodes.Failed, $"There is no key '{name}'.", "See: weir keys list");
        return run.Show(key, AdminJson.Default.KeyEntry, terminal => Write(terminal, key));
    }

    private static void Write(ITerminal terminal, KeyEntry key)
    {
        terminal.Line($"{key.Name} ({key.Id})");
        terminal.Table(new TableView("", "")
            .Add("key", key.Prefix + "...")
            .Add("for", key.Admin ? "the admin API" : "clients")
            .Add("user", key.User)
            .Add("team", key.Team)
            .Add("models", key.Models.Count == 0 ? "all" : string.Join(", ", key.Models))
            .Add("made", Amounts.Moment(key.CreatedAt))
            .Add("expires", Amounts.Moment(key.ExpiresAt))
            .Add("revoked", Amounts.Moment(key.RevokedAt))
            .Add("state", key.State));
    }
}
