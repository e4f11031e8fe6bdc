using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Limits;

internal sealed class LimitsRemoveCommand : RemoveCommand
{
    public LimitsRemoveCommand(CliContext context, GlobalOptions options)
        : base(context, options, "remove", "Take a rate limit away that was set by command or in the console.", new("ON") { Description = "As `weir limits list` shows it." }) =>
        Examples = ["weir limits remove key:ci"];

    protected override Task<string> AskAsync(IGatewayAdmin admin, string thing, CancellationToken cancellationToken) =>
        Task.FromResult($"Take the rate limit of {thing} away?");

    protected override async Task<int> RemoveAsync(CommandRun run, IGatewayAdmin admin, string thing, CancellationToken cancellationToken)
    {
        var limit = await admin.RemoveLimitAsync(thing, cancellationToken);
        return run.Show(limit, AdminJson.Default.LimitEntry, terminal => terminal.Line($"{limit.On} has no rate limit any more."));
    }
}
