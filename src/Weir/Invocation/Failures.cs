using Weir.Catalog;
using Weir.Catalog.Sync;
using Weir.Credentials;
using Weir.Gateway.Admin;
using Weir.Gateway.Hosting;
using Weir.Routing.Configuration;
using Weir.Storage;

namespace Weir.Invocation;

/// <summary>Turns what was thrown into what a person is told.</summary>
internal static class Failures
{
    /// <summary>The explanation; null for what nobody expected, which is a defect and ends the program loudly.</summary>
    public static Failure? Explain(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => new(ExitCodes.Cancelled, "Cancelled.", null),
        CliException cli => new(cli.ExitCode, cli.Message, cli.Action),
        AdminException admin => new(ExitCodeOf(admin.Problem.Status), Text(admin.Problem), admin.Problem.Action),
        StartRefusedException start => new(ExitCodes.Failed, start.Message, start.Action),
        StorageException storage => new(ExitCodes.Failed, storage.Message, storage.Action),
        ConfigException config => new(ExitCodes.Failed, config.Message, "Correct weir.yaml; `weir config validate` checks it without starting."),
        CatalogSyncException or CatalogFormatException => new(ExitCodes.Failed, exception.Message, null),
        CredentialException { Kind: CredentialFailure.SignInNeeded } credential => new(ExitCodes.SignInNeeded, credential.Message, credential.Action),
        CredentialException credential => new(ExitCodes.Failed, credential.Message, credential.Action),
        IOException or UnauthorizedAccessException => new(ExitCodes.Failed, exception.Message, "Check the path and its permissions."),
        _ => null,
    };

    private static string Text(AdminProblem problem) =>
        problem.RequestId is null ? problem.Detail : $"{problem.Detail} (request {problem.RequestId})";

    private static int ExitCodeOf(int status) => status switch
    {
        401 or 403 => ExitCodes.SignInNeeded,
        402 => ExitCodes.RefusedByBudget,
        _ => ExitCodes.Failed,
    };
}

/// <summary>What a person is told, and what the program ends with.</summary>
internal sealed record Failure(int ExitCode, string Message, string? Action);
