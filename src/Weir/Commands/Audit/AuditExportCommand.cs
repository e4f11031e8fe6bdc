using System.CommandLine;
using System.Text.Json;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Audit;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Audit;

internal sealed class AuditExportCommand : CliCommand
{
    private const int Page = 1000;

    /// <summary>The admin API's shapes, each on one line.</summary>
    private static readonly AdminJson Lines = new(new JsonSerializerOptions(AdminJson.Default.Options) { WriteIndented = false });

    private readonly Option<string?> _since = new("--since") { Description = "From here on: 7d, 24h, 2026-01-31; all when left out.", HelpName = "WHEN" };

    public AuditExportCommand(CliContext context, GlobalOptions options)
        : base(context, options, "export", "Write the audit log to standard output, the oldest first, as one JSON object a line.")
    {
        Add(_since);
        Examples = ["weir audit export > audit.jsonl", "weir audit export --since 7d"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var since = Moments.Past(run.Value(_since), "--since", run.Context.Time.GetUtcNow());
        var admin = await run.AdminAsync(cancellationToken);
        for (var last = 0L; ;)
        {
            var rows = await admin.AuditAsync(new AuditQuestion { Since = since, After = last }, Page, cancellationToken);
            foreach (var row in rows)
            {
                run.Terminal.Line(JsonSerializer.Serialize(row, Lines.AuditEntry));
            }

            if (rows.Count < Page)
            {
                return ExitCodes.Ok;
            }

            last = rows[^1].Number;
        }
    }
}
