using Amazon.Runtime;
using Amazon.SecurityToken;

namespace Weir.Credentials.Aws;

/// <summary>Says in the words of a person what the SDK's failures mean. The SDK's own words stay in the inner exception.</summary>
internal static class AwsFailures
{
    /// <summary>The chain came to its end.</summary>
    public static CredentialException Nothing(Exception? inner) => new(
        CredentialFailure.SignInNeeded,
        "There are no AWS credentials: no keys in the environment, no profile, no role of a container or instance.",
        "Set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run \"aws configure sso\" and name the profile.",
        inner);

    /// <param name="failure">What the SDK threw.</param>
    /// <param name="source">Who was asked, for people.</param>
    /// <param name="profile">The profile that was asked; null when it was none.</param>
    public static CredentialException Explain(Exception failure, string source, string? profile) => failure switch
    {
        OperationCanceledException or TimeoutException => new(
            CredentialFailure.Unavailable, $"{source} gave no credentials in time.", "Try again; look whether this machine reaches AWS.", failure),

        AmazonSecurityTokenServiceException { ErrorCode: "ExpiredTokenException" or "ExpiredToken" or "InvalidIdentityToken" } => new(
            CredentialFailure.SignInNeeded, $"AWS refused the identity it was shown ({source}): it has ended or isn't valid.", "Renew the session, token or keys that stand in the environment.", failure),

        AmazonSecurityTokenServiceException { ErrorCode: "AccessDenied" or "AccessDeniedException" } => new(
            CredentialFailure.Misconfigured, $"AWS refused the role ({source}).", "Let the role's trust policy name the identity that asks, and look at the spelling of role_arn.", failure),

        AmazonServiceException { StatusCode: >= System.Net.HttpStatusCode.InternalServerError } => new(
            CredentialFailure.Unavailable, $"{source} has trouble.", "Try again later.", failure),

        ProcessAWSCredentialException => new(
            CredentialFailure.SignInNeeded, $"The credential_process of {source} failed.", "Run it by hand and do what it asks.", failure),

        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => new(
            CredentialFailure.Misconfigured, $"A file that {source} needs can't be read.", "Look at AWS_WEB_IDENTITY_TOKEN_FILE and the files in ~/.aws.", failure),

        HttpRequestException or AmazonClientException { InnerException: HttpRequestException } => new(
            CredentialFailure.Unavailable, $"{source} can't be reached.", "Look whether this machine reaches AWS.", failure),

        AmazonServiceException { InnerException: HttpRequestException } => new(
            CredentialFailure.Unavailable, $"{source} can't be reached.", "Look whether this machine reaches AWS.", failure),

        _ when profile is not null => new(
            CredentialFailure.SignInNeeded, $"{source} gives no credentials: its sign-in has ended, or was never made.", $"Run \"aws sso login --profile {profile}\".", failure),

        _ => new(CredentialFailure.Unavailable, $"{source} gave no credentials.", "Look at the roles of this machine, and at AWS's part of the manual, \"Clouds\".", failure),
    };
}
