using Weir.Gateway.Admin.Credentials;

namespace Weir.Commands.Doctor;

/// <summary>Every connection has a credential, and none of them has ended.</summary>
internal sealed class CredentialsCheck : IDoctorCheck
{
    public string Name => "credentials";

    public async Task<IReadOnlyList<Finding>> LookAsync(DoctorVisit visit, CancellationToken cancellationToken)
    {
        var report = await (await visit.Admin(cancellationToken)).AuthAsync(cancellationToken);
        var now = visit.Context.Time.GetUtcNow();
        List<Finding> findings = [.. report.Credentials.Select(credential => Of(credential, now)).OfType<Finding>()];
        return findings.Count > 0 ? findings : [new(Name, FindingResult.Ok, report.Credentials.Count == 0 ? "No connection needs one yet." : "Every connection can sign in.")];
    }

    /// <summary>What is wrong with a credential; null when nothing is.</summary>
    private Finding? Of(CredentialEntry credential, DateTimeOffset now) => credential switch
    {
        { State: "sign_in_again" } => new(Name, FindingResult.Failed, $"{credential.Connection} is signed out: its provider renews the sign-in no more.", credential.Action),
        { State: "missing" } => new(Name, FindingResult.Warning, $"{credential.Connection} has no credential: {credential.Source}", $"Sign in: weir auth login {credential.Connection}"),
        { ExpiresAt: { } end } when end <= now => new(Name, FindingResult.Warning, $"The credential of {credential.Connection} has ended.", $"Renew it: weir auth refresh {credential.Connection}"),
        _ => null,
    };
}
