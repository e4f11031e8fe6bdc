using System.CommandLine;
using System.Globalization;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Audit;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Audit;

internal sealed class AuditListCommand : CliCommand
{
    private readonly Option<string?> _since = new("--since") { Description = "From here on: 7d, 24h, 2026-01-31.", HelpName = "WHEN" };
    private readonly Option<string?> _until = new("--until") { Description = "Until here.", HelpName = "WHEN" };
    private readonly Option<string?> _kind = new("--kind") { Description = "Only what happened like this, such as key_created.", HelpName = "KIND" };
    private readonly Option<string?> _who = new("--who") { Description = "Only what this one did: an admin key's name, local, weir.yaml, gateway.", HelpName = "NAME" };
    private readonly Option<string?> _subject = new("--subject") { Description = "Only what happened to this.", HelpName = "NAME" };
    private readonly Option<int> _limit = new("--limit") { Description = "How many, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 50 };

    public AuditListCommand(CliContext context, GlobalOptions options)
        : base(context, options, "list", "List who changed what, the newest first.")
    {
        foreach (var option in (Option[])[_since, _until, _kind, _who, _subject, _limit])
        {
            Add(option);
        }

        Aliases.Add("ls");
        HiddenAliases = ["ls"];
        Examples = ["weir audit list", "weir audit list --since 24h --kind key_created", "weir audit list --who ops --limit 1000 --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var now = run.Context.Time.GetUtcNow();
        var question = new AuditQuestion
        {
            Since = Moments.Past(run.Value(_since), "--since", now),
            Until = Moments.Past(run.Value(_until), "--until", now),
            Kind = run.Value(_kind),
            Who = run.Value(_who),
            Subject = run.Value(_subject),
        };
        var limit = run.Value(_limit) is >= 1 and <= 1000 and var number
            ? number
            : throw new CliException(ExitCodes.WrongUsage, "--limit must be from 1 to 1000.", null);
        var admin = await run.AdminAsync(cancellationToken);
        var rows = await admin.AuditAsync(question, limit, cancellationToken);
        return run.Show(rows, AdminJson.Default.IReadOnlyListAuditEntry, terminal => Write(terminal, rows));
    }

    private static void Write(ITerminal terminal, IReadOnlyList<AuditEntry> rows)
    {
        var table = new TableView("NO>", "TIME", "WHO", "FROM", "WHAT", "SUBJECT", "TIMES>", "BEFORE", "AFTER");
        foreach (var row in rows)
        {
            table.Add(
                row.Number.ToString(CultureInfo.InvariantCulture),
                Amounts.Moment(row.At),
                row.Actor.Length == 0 ? row.ActorKind : $"{row.Actor} ({row.ActorKind})",
                row.Address.Length == 0 ? "-" : $"{row.Address} {row.Agent}",
                row.Kind,
                row.Subject,
                Amounts.Count(row.Times),
                row.Before,
                row.After);
        }

        terminal.Table(table);
    }
}
