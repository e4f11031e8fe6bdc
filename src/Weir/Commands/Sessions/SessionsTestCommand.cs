using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Sessions;

internal sealed class SessionsTestCommand : CliCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The session's id, or session-ID." };

    public SessionsTestCommand(CliContext context, GlobalOptions options)
        : base(context, options, "test", "Send a short first message through a test session.")
    {
        Add(_id);
        Examples = ["weir sessions test 3f9a1c2b04"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var test = await admin.TestSessionAsync(run.Value(_id), cancellationToken);
        if (!test.Ok && !run.Settings.Json)
        {
            throw SessionWords.Failed(test);
        }

        run.Show(test, AdminJson.Default.SessionTest, terminal => SessionWords.Answer(terminal, test));
        return test.Ok ? ExitCodes.Ok : SessionWords.Failed(test).ExitCode;
    }
}
