using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Models;

internal sealed class ModelsResetCommand : CliCommand
{
    private readonly ScopeOptions _scope = new();
    private readonly Option<bool> _all = new("--all") { Description = "The gateway's, and those of all keys and conversations." };

    public ModelsResetCommand(CliContext context, GlobalOptions options)
        : base(context, options, "reset", "Let requests go to the models they ask for again.")
    {
        _scope.AddTo(this);
        Add(_all);
        Examples = ["weir models reset", "weir models reset --key ci", "weir models reset --all"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var subject = _scope.Read(run);
        var admin = await run.AdminAsync(cancellationToken);
        var removed = await admin.ResetOverridesAsync(run.Value(_all) ? null : subject, cancellationToken);
        return run.Show(removed, AdminJson.Default.IReadOnlyListOverrideEntry, terminal =>
        {
            foreach (var set in removed)
            {
                terminal.Line($"{ScopeOptions.Words(set)}: no longer {set.Target}.");
            }

            if (removed.Count == 0)
            {
                terminal.Line("Nothing was chosen there; nothing is changed.");
            }
        });
    }
}
