using System.CommandLine;
using Weir.Invocation;
using Weir.Terminal;

namespace Weir.Commands.Doctor;

internal sealed class DoctorCommand : CliCommand
{
    private static readonly IReadOnlyList<IDoctorCheck> Checks = [new ConfigCheck(), new DataFolderCheck(), new DatabaseCheck(), new SecretsCheck(), new GatewayCheck(), new CredentialsCheck(), new ConnectionsCheck()];

    private readonly Argument<string[]> _checks = new("CHECK") { Description = $"Which checks: {string.Join(", ", Checks.Select(check => check.Name))}; all of them when left out.", HelpName = "CHECK", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string?> _report = new("--report") { Description = "Write what somebody who helps needs to know into this new file, without secrets and without people's names.", HelpName = "FILE" };

    public DoctorCommand(CliContext context, GlobalOptions options)
        : base(context, options, "doctor", "Check config, data folder, database, secret store, gateway, sign-ins and every connection, and say what to do.")
    {
        _checks.AcceptOnlyFromAmong([.. Checks.Select(check => check.Name)]);
        Add(_checks);
        Add(_report);
        Examples = ["weir doctor", "weir doctor config connections", "weir doctor --report weir-report.json", "weir doctor --json"];
    }

    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var wanted = run.Optional(_checks) ?? [];
        var visit = new DoctorVisit(run.Settings, run.Context, run.AdminAsync);
        var findings = new List<Finding>();
        foreach (var check in Checks.Where(check => wanted.Length == 0 || wanted.Contains(check.Name)))
        {
            findings.AddRange(await LookAsync(check, visit, cancellationToken));
        }

        if (run.Value(_report) is { } file)
        {
            await DoctorFile.WriteAsync(run, run.FullPath(file), findings, cancellationToken);
        }

        var report = new DoctorReport(findings.All(finding => finding.Result != FindingResult.Failed), findings);
        run.Show(report, CliJson.Default.DoctorReport, terminal => Write(terminal, report));
        return report.Healthy ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(IDoctorCheck check, DoctorVisit visit, CancellationToken cancellationToken)
    {
        try
        {
            return await check.LookAsync(visit, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Failures.Explain(exception, cancellationToken) is { } failure)
        {
            // One check that can't be made must not hide what the others find.
            return [new(check.Name, FindingResult.Failed, failure.Message, failure.Action)];
        }
    }

    private static void Write(ITerminal terminal, DoctorReport report)
    {
        foreach (var finding in report.Findings)
        {
            terminal.Line($"{Mark(finding.Result)} {finding.Check}: {finding.Message}");
            if (finding.Action is not null)
            {
                terminal.Line($"       {finding.Action}");
            }
        }
    }

    private static string Mark(FindingResult result) => result switch
    {
        FindingResult.Ok => "ok    ",
        FindingResult.Warning => "look  ",
        _ => "FAILED",
    };
}
