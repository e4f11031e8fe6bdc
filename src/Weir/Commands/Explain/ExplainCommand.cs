using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;
using Weir.Invocation;

namespace Weir.Commands.Explain;

/// <summary><c>weir explain ID</c>, and <c>weir explain --what-if</c> for a request that is only thought of.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string?> _id = new("ID") { Description = "The id that the answer carried in x-weir-request-id.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _whatIf = new("--what-if") { Description = "Tell where a request would go, without sending it; with --config, under that file." };
    private readonly Option<string?> _model = new("--model") { Description = "The model as a client would name it.", HelpName = "NAME" };
    private readonly Option<string?> _key = new("--key") { Description = "The client key that would ask, by name or id.", HelpName = "KEY" };
    private readonly Option<string?> _file = new("--file") { Description = "The request's JSON body; - for standard input.", HelpName = "BODY" };
    private readonly Option<string?> _operation = new("--operation") { Description = "chat, messages, responses, generate_content, embeddings...; by the body when left out.", HelpName = "NAME" };

    public ExplainCommand(CliContext context, GlobalOptions options)
        : base(context, options, "explain", "Tell what happened to one request, or where one would go.")
    {
        Add(_id);
        foreach (var option in (Option[])[_whatIf, _model, _key, _file, _operation])
        {
            Add(option);
        }

        Examples =
        [
            "weir explain req_01JZ8X4T6Q9V3M5N7P2R4S6W8Y",
            "weir explain --what-if --model coding --key ci",
            "weir explain --what-if --file request.json --config new.yaml",
        ];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        if (!run.Value(_whatIf))
        {
            return await TraceWords.ShowAsync(run, run.Optional(_id) ?? throw new CliException(ExitCodes.WrongUsage, "Which request?", "Name its id, or ask with --what-if."), cancellationToken);
        }

        if (run.Optional(_id) is not null)
        {
            throw new CliException(ExitCodes.WrongUsage, "--what-if takes no ID: it asks about a request that was never sent.", "Leave one of them out.");
        }

        // A file that is named stands for the running gateway's.
        var admin = run.Settings.ConfigSource == "--config" ? await run.LocalAdminAsync(cancellationToken) : await run.AdminAsync(cancellationToken);
        var question = new RouteQuestion { Model = run.Value(_model), Key = run.Value(_key), Operation = run.Value(_operation), Body = run.Value(_file) is { } file ? await RequestBody.ReadAsync(run, file, cancellationToken) : null };
        var preview = await admin.PreviewAsync(question, cancellationToken);
        run.Show(preview, AdminJson.Default.RoutePreview, terminal => PreviewWords.Write(terminal, preview));
        return preview.Error is null ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
