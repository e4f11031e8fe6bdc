using System.CommandLine;
using Weir.Invocation;

namespace Weir.Commands.Explain;

/// <summary><c>weir requests show ID</c>: what <c>weir explain ID</c> tells.</summary>
internal sealed class RequestShowCommand : CliCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "The id that the answer carried in x-weir-request-id." };

    public RequestShowCommand(CliContext context, GlobalOptions options)
        : base(context, options, "show", "Tell what happened to one request: every target tried, tokens, cost, times.")
    {
        Add(_id);
        Examples = ["weir requests show req_01JZ8X4T6Q9V3M5N7P2R4S6W8Y", "weir requests show req_01JZ8X4T6Q9V3M5N7P2R4S6W8Y --json"];
    }

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken) => TraceWords.ShowAsync(run, run.Value(_id), cancellationToken);
}
