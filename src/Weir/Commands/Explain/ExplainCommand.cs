using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Explain;

/// <summary><c>weir explain ID</c>, and <c>weir requests show ID</c>.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The id that the answer carried in x-weir-request-id." };

    public ExplainCommand(CliContext context, GlobalOptions options, string name, string example)
        : base(context, options, name, "Tell what happened to one request: every target tried, tokens, cost, times.")
    {
        Add(_id);
        Examples = [example, example + " --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var admin = await run.AdminAsync(cancellationToken);
        var trace = await admin.ExplainAsync(run.Value(_id), cancellationToken);
        return run.Show(trace, AdminJson.Default.RequestTrace, terminal => TraceWords.Write(terminal, trace));
    }
}
