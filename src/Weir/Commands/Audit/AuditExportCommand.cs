using System.CommandLine;
using Weir.Gateway.Admin.Audit;
using Weir.Gateway.Admin.Exports;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Audit;

internal sealed class AuditExportCommand : CliCommand
{
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
        await foreach (var line in AuditLines.ReadAsync(admin, new AuditQuestion { Since = since }, cancellationToken))
        {
            run.Terminal.Line(line);
        }

        return ExitCodes.Ok;
    }
}
