using System.Net;
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
    /// <param name="ssoProfile">The profile whose sign-in a person makes in the browser; null where it was none of those.</param>
    public static CredentialException Explain(Exception failure, string source, string? ssoProfile)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (ExplainCause(cause, source) is var (kind, message, action))
            {
                return new CredentialException(kind, message, action, failure);
            }
        }

        return ssoProfile is not null
            ? new CredentialException(
                CredentialFailure.SignInNeeded, $"{source} gives no credentials: its sign-in has ended, or was never made.", $"Run \"aws sso login --profile {ssoProfile}\".", failure)
            : new CredentialException(
                CredentialFailure.Unavailable, $"{source} gives no credentials.", "Look what \"aws sts get-caller-identity\" says on this machine, for the same profile or role.", failure);
    }

    private static (CredentialFailure Kind, string Message, string Action)? ExplainCause(Exception cause, string source) => cause switch
    {
        OperationCanceledException or TimeoutException => (
            CredentialFailure.Unavailable, $"{source} gave no credentials in time.", "Try again; look whether this machine reaches AWS."),

        AmazonSecurityTokenServiceException { ErrorCode: "ExpiredTokenException" or "ExpiredToken" or "InvalidIdentityToken" } => (
            CredentialFailure.SignInNeeded, $"AWS refused the identity it was shown ({source}): it has ended or isn't valid.", "Renew the session, token or keys that stand in the environment."),

        AmazonSecurityTokenServiceException { ErrorCode: "AccessDenied" or "AccessDeniedException" } => (
            CredentialFailure.Misconfigured, $"AWS refused the role ({source}).", "Let the role's trust policy name the identity that asks, and look at the spelling of role_arn."),

        AmazonServiceException { StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests } => (
            CredentialFailure.Unavailable, $"{source} has trouble.", "Try again later."),

        ProcessAWSCredentialException => (
            CredentialFailure.SignInNeeded, $"The credential_process of {source} failed.", "Run it by hand and do what it asks."),

        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => (
            CredentialFailure.Misconfigured, $"A file that {source} needs can't be read.", "Look at AWS_WEB_IDENTITY_TOKEN_FILE and the files in ~/.aws."),

        HttpRequestException => (
            CredentialFailure.Unavailable, $"{source} can't be reached.", "Look whether this machine reaches AWS."),

        _ => null,
    };
}
