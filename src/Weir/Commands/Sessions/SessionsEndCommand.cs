using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;
using Weir.Words;

namespace Weir.Commands.Sessions;

internal sealed class SessionsEndCommand : CliCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The session's id, or session-ID." };

    public SessionsEndCommand(CliContext context, GlobalOptions options)
        : base(context, options, "end", "End a test session; what is being answered is finished.")
    {
        Add(_id);
        Aliases.Add("rm");
        HiddenAliases = ["rm"];
        Examples = ["weir sessions end 3f9a1c2b04"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var session = await admin.EndSessionAsync(run.Value(_id), cancellationToken);
        return run.Show(session, AdminJson.Default.SessionEntry, terminal =>
            terminal.Line($"{session.Id} is over: {Amounts.Count(session.Uses)} uses, {Amounts.Usd(session.CostUsd)}."));
    }
}
