using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Chains;
using Weir.Invocation;

namespace Weir.Commands.Chains;

internal sealed class ChainsSetCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name that clients ask for." };
    private readonly Argument<string[]> _targets = new("TARGET") { Description = "connection/model or an alias, best first.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _strategy = new("--strategy") { Description = "order, weighted, least_busy, fastest, cheapest, sticky or hedged.", HelpName = "WORD" };
    private readonly Option<int?> _retries = new("--retries") { Description = "Further tries of a target before the next, 0 to 20.", HelpName = "N" };
    private readonly Option<double?> _deadline = new("--deadline") { Description = "Seconds for all tries together, until an answer begins.", HelpName = "SECONDS" };
    private readonly Option<bool> _stay = new("--no-fallback") { Description = "Never go on by itself: only the first target is asked." };
    private readonly Option<bool> _ask = new("--ask") { Description = "Ask the client before another target is used." };
    private readonly Option<bool> _continue = new("--continue-cut") { Description = "Have the next target go on with an answer that breaks off." };

    public ChainsSetCommand(CliContext context, GlobalOptions options)
        : base(context, options, "set", "Set a chain, or put another in its place. It survives reloads and restarts.")
    {
        Add(_name);
        Add(_targets);
        foreach (var option in (Option[])[_strategy, _retries, _deadline, _stay, _ask, _continue])
        {
            Add(option);
        }

        Examples = ["weir chains set coding openai/gpt-5 openrouter/qwen3-coder", "weir chains set careful openai/gpt-5 anthropic/claude-sonnet-4 --ask --retries 0"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var order = new ChainOrder
        {
            Targets = run.Value(_targets),
            Strategy = run.Value(_strategy),
            Retries = run.Value(_retries),
            MoveOn = run.Value(_stay) ? [] : null,
            DeadlineSeconds = run.Value(_deadline),
            AskBeforeSwitching = run.Value(_ask),
            OnCut = run.Value(_continue) ? "continue" : null,
        };
        var admin = await run.AdminAsync(cancellationToken);
        var chain = await admin.SetChainAsync(run.Value(_name), order, cancellationToken);
        return run.Show(chain, AdminJson.Default.ChainEntry, terminal =>
        {
            ChainWords.Write(terminal, chain);
            terminal.Note($"Where would a request go? weir chains try {chain.Name}");
        });
    }
}
