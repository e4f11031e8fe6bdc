using System.CommandLine;
using Weir.Gateway.Admin;

namespace Weir.Invocation;

/// <summary>A command that takes one thing away, once somebody said yes.</summary>
internal abstract class RemoveCommand : CliCommand
{
    private readonly Argument<string> _thing;
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Don't ask." };

    protected RemoveCommand(CliContext context, GlobalOptions options, string name, string description, Argument<string> thing)
        : base(context, options, name, description)
    {
        _thing = thing;
        Add(thing);
        Add(_yes);
        Aliases.Add("rm");
        HiddenAliases = ["rm"];
    }

    /// <summary>What is asked first; ends in a question mark.</summary>
    protected abstract Task<string> AskAsync(IGatewayAdmin admin, string thing, CancellationToken cancellationToken);

    /// <summary>Takes it away and says so.</summary>
    protected abstract Task<int> RemoveAsync(CommandRun run, IGatewayAdmin admin, string thing, CancellationToken cancellationToken);

    protected sealed override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var thing = run.Value(_thing);
        var admin = await run.AdminAsync(cancellationToken);
        run.Confirm(await AskAsync(admin, thing, cancellationToken), run.Value(_yes));
        return await RemoveAsync(run, admin, thing, cancellationToken);
    }
}
