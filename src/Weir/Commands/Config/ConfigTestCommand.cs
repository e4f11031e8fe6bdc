using System.CommandLine;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;
using Weir.Invocation;
using Weir.Routing.RouteTests;
using Weir.Words;

namespace Weir.Commands.Config;

internal sealed class ConfigTestCommand : CliCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "Requests and where they have to go: tests: [{model, key, operation, body, expect}]." };

    public ConfigTestCommand(CliContext context, GlobalOptions options)
        : base(context, options, "test", "Check where requests would go under a weir.yaml, without a gateway: exit code 1 when one goes elsewhere.")
    {
        Add(_file);
        Examples = ["weir config test routes.yaml", "weir config test routes.yaml --config new.yaml --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var file = run.FullPath(run.Value(_file));
        var load = RouteTestFile.Parse(await File.ReadAllTextAsync(file, cancellationToken), file);
        if (load.Problems.Count > 0)
        {
            ConfigWords.Write(run.Terminal, load.Problems.Select(ConfigNotes.Of));
            throw new CliException(ExitCodes.Failed, $"{file} can't be used.", "Correct it; docs/routing-tests.md shows the format.");
        }

        var admin = await run.LocalAdminAsync(cancellationToken);
        var results = new List<RouteTestResult>();
        foreach (var test in load.Tests)
        {
            results.Add(await RunAsync(admin, test, cancellationToken));
        }

        var report = new RouteTestReport(file, run.Settings.ConfigFile, results.Count(static result => result.Ok), results.Count(static result => !result.Ok), results);
        run.Show(report, CliJson.Default.RouteTestReport, terminal => RouteTestWords.Write(terminal, report));
        return report.Failed == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<RouteTestResult> RunAsync(IGatewayAdmin admin, RouteTest test, CancellationToken cancellationToken)
    {
        var result = new RouteTestResult { Line = test.Line, Model = test.Model, Key = test.Key, Expected = test.Expected, ExpectedError = test.ExpectedError };
        try
        {
            var question = new RouteQuestion { Model = test.Model, Key = test.Key, Models = test.Models, Operation = test.Operation, Body = test.Body };
            var preview = await admin.PreviewAsync(question, cancellationToken);
            IReadOnlyList<string> got = preview.Error is null ? [.. preview.Candidates.Where(static candidate => candidate.Place is not null).Select(static candidate => candidate.Target)] : [];
            return result with
            {
                Ok = test.ExpectedError is { } error ? preview.Error == error : preview.Error is null && got.SequenceEqual(test.Expected ?? []),
                Model = preview.Model,
                Got = got,
                GotError = preview.Error,
                Message = preview.Message,
                Skipped = [.. preview.Candidates.Where(static candidate => candidate.Skipped is not null).Select(static candidate => $"{candidate.Target}: {candidate.Skipped}")],
            };
        }
        catch (AdminException exception)
        {
            return result with { GotError = exception.Problem.ErrorKind, Message = exception.Problem.Detail };
        }
    }
}
