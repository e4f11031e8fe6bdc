using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Overrides;
using Weir.Invocation;

namespace Weir.Commands.Models;

internal sealed class ModelsSwitchCommand : CliCommand
{
    private readonly Argument<string> _target = new("TARGET") { Description = "connection/model, a bare model id, an alias, or a chain." };
    private readonly ScopeOptions _scope = new();
    private readonly Option<bool> _temporary = new("--temporary") { Description = "Only until the gateway starts anew." };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Say what it would change, and change nothing." };

    public ModelsSwitchCommand(CliContext context, GlobalOptions options)
        : base(context, options, "switch", "Send conversations to another model, whatever model they ask for.")
    {
        Add(_target);
        _scope.AddTo(this);
        Add(_temporary);
        Add(_dryRun);
        Examples = ["weir models switch openrouter/claude-sonnet-4", "weir models switch coding --key ci", "weir models switch lab/qwen3-coder --conversation 9f2c --temporary", "weir models switch openai/gpt-5 --dry-run"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var order = new OverrideOrder { Subject = _scope.Read(run), Target = run.Value(_target), Temporary = run.Value(_temporary) };
        var admin = await run.AdminAsync(cancellationToken);
        var dryRun = run.Value(_dryRun);
        var change = dryRun ? await admin.PreviewOverrideAsync(order, cancellationToken) : await admin.SetOverrideAsync(order, cancellationToken);
        return run.Show(change, AdminJson.Default.OverrideChange, terminal =>
        {
            var set = change.Override;
            terminal.Line($"{ScopeOptions.Words(set)}: {set.Target}{(set.Model is { } model && model != set.Target ? $" ({model})" : "")}{(set.Temporary ? ", until the gateway starts anew" : "")}.");
            if (change.Difference is { } difference)
            {
                terminal.Line(difference);
            }

            if (change.PerRunDifference is { } perRun)
            {
                terminal.Line($"By what requests take here: {perRun}.");
            }

            terminal.Note(dryRun ? "Nothing was changed." : "Undo it: weir models reset" + ScopeOptions.Flags(set));
        });
    }
}
