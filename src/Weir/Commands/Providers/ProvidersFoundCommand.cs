using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Providers;

internal sealed class ProvidersFoundCommand : CliCommand
{
    public ProvidersFoundCommand(CliContext context, GlobalOptions options)
        : base(context, options, "found", "Show what the gateway's machine is ready for: keys in variables, model servers, sign-ins of OpenCode.") =>
        Examples = ["weir providers found", "weir providers found --json"];

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var found = await admin.FoundAsync(cancellationToken);
        return run.Show(found, AdminJson.Default.IReadOnlyListFoundEntry, terminal =>
        {
            if (found.Count == 0)
            {
                terminal.Line("Nothing was found. Sign in to a provider: weir auth login PROVIDER");
                return;
            }

            var table = new TableView("NAME", "PROVIDER", "FOUND IN", "STATE", "WHY");
            foreach (var one in found)
            {
                table.Add(one.Name, one.Title, one.Source, new Cell(one.State, one.State == "left" ? Tone.Faint : Tone.Good), one.Reason);
            }

            terminal.Table(table);
        });
    }
}
