using Weir.Invocation;

namespace Weir.Commands.Config;

internal sealed class ConfigSchemaCommand : CliCommand
{
    public ConfigSchemaCommand(CliContext context, GlobalOptions options)
        : base(context, options, "schema", "Print the JSON schema of weir.yaml, for editors.") =>
        Examples = ["weir config schema > weir.schema.json"];

    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        run.Terminal.Line(run.Context.Config.Schema());
        return Task.FromResult(ExitCodes.Ok);
    }
}
