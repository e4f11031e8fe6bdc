using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;
using Weir.Words;

namespace Weir.Commands.Models;

internal sealed class ModelsCurrentCommand : CliCommand
{
    public ModelsCurrentCommand(CliContext context, GlobalOptions options)
        : base(context, options, "current", "Show which models were chosen while running.")
    {
        Examples = ["weir models current", "weir models current --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var overrides = await admin.ListOverridesAsync(cancellationToken);
        return run.Show(overrides, AdminJson.Default.IReadOnlyListOverrideEntry, terminal =>
        {
            if (overrides.Count == 0)
            {
                terminal.Line("Nothing was chosen: every request goes to the model it asks for.");
                return;
            }

            var table = new TableView("FOR", "MODEL", "LEADS TO", "KEPT", "SET", "BY");
            foreach (var set in overrides)
            {
                table.Add(
                    set.Id is null ? set.Scope : $"{set.Scope} {set.Id}",
                    set.Target,
                    set.Model is { } model ? model : new Cell($"passed over: {set.Reason}", Tone.Warning),
                    set.Temporary ? "until restart" : "yes",
                    Amounts.Moment(set.SetAt),
                    set.SetBy);
            }

            terminal.Table(table);
        });
    }
}
