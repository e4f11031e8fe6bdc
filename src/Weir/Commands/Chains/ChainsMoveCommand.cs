using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Chains;
using Weir.Invocation;

namespace Weir.Commands.Chains;

internal sealed class ChainsMoveCommand : CliCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The chain." };
    private readonly Argument<int> _from = new("FROM") { Description = "The target's place, from 1." };
    private readonly Argument<int> _to = new("TO") { Description = "Where it goes, from 1." };

    public ChainsMoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "move", "Move a target of a chain to another place.")
    {
        Add(_name);
        Add(_from);
        Add(_to);
        Examples = ["weir chains move coding 3 1"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var chain = await admin.GetChainAsync(run.Value(_name), cancellationToken);
        var targets = chain.Targets.Select(static target => target.Name).ToList();
        var (from, to) = (run.Value(_from), run.Value(_to));
        if (from < 1 || to < 1 || from > targets.Count || to > targets.Count)
        {
            throw new CliException(ExitCodes.WrongUsage, $"\"{chain.Name}\" has places 1 to {targets.Count}.", $"weir chains show {chain.Name}");
        }

        var moved = targets[from - 1];
        targets.RemoveAt(from - 1);
        targets.Insert(to - 1, moved);
        chain = await admin.SetChainAsync(chain.Name, Order(chain) with { Targets = targets }, cancellationToken);
        return run.Show(chain, AdminJson.Default.ChainEntry, terminal => ChainWords.Write(terminal, chain));
    }

    /// <summary>The order that would make the chain as it is.</summary>
    private static ChainOrder Order(ChainEntry chain) => new()
    {
        Targets = [],
        Strategy = chain.Strategy,
        Weights = chain.Weights,
        Retries = chain.Retries,
        MoveOn = chain.MoveOn,
        DeadlineSeconds = chain.DeadlineSeconds,
        AskBeforeSwitching = chain.AskBeforeSwitching,
        OnCut = chain.OnCut,
    };
}
