using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Limits;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Caps;

internal sealed class CapsSetCommand : CliCommand
{
    private readonly Argument<string> _on = new("ON") { Description = "gateway, key:NAME, user:NAME, team:NAME, connection:NAME or model:CONNECTION/MODEL." };
    private readonly Option<long?> _soft = new("--soft") { Description = "Tokens of one run from which to warn.", HelpName = "N" };
    private readonly Option<long?> _hard = new("--hard") { Description = "Tokens of one run at which it ends.", HelpName = "N" };

    public CapsSetCommand(CliContext context, GlobalOptions options)
        : base(context, options, "set", "Set how many tokens one run (x-weir-run) may take, in the place of the cap there is.")
    {
        Add(_on);
        Add(_soft);
        Add(_hard);
        Examples = ["weir caps set key:ci --hard 200000", "weir caps set connection:my-openai --soft 50000 --hard 200000"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var order = new RunCapOrder { On = run.Value(_on), SoftTokens = run.Value(_soft), HardTokens = run.Value(_hard) };
        if (order is { SoftTokens: null, HardTokens: null })
        {
            throw new CliException(ExitCodes.WrongUsage, "A cap has a number.", "Name --soft, --hard or both.");
        }

        var admin = await run.AdminAsync(cancellationToken);
        var cap = await admin.SetRunCapAsync(order, cancellationToken);
        return run.Show(cap, AdminJson.Default.RunCapEntry, terminal =>
        {
            if (cap.SoftTokens is { } soft)
            {
                terminal.Line($"{cap.On}: a run is warned of from {Amounts.Count(soft)} tokens on.");
            }

            if (cap.HardTokens is { } hard)
            {
                terminal.Line($"{cap.On}: a run ends at {Amounts.Count(hard)} tokens.");
            }

            terminal.Note("Take it away: weir caps remove " + cap.On);
        });
    }
}
