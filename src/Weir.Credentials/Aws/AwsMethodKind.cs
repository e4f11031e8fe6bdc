using Weir.Credentials.Clouds;

namespace Weir.Credentials.Aws;

/// <summary><c>aws</c>: a Bedrock API key as bearer token, else AWS keys from the usual places and a signature.</summary>
public sealed class AwsMethodKind(TimeProvider time) : IAuthMethodKind
{
    internal const string Word = "aws";
    internal const string BearerVariable = "AWS_BEARER_TOKEN_BEDROCK";

    public string Name => Word;

    /// <summary>Whether this machine shows any sign of AWS credentials: variables, or shared files. Asks nobody; instance roles don't show.</summary>
    public static bool HasHints(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Has(BearerVariable)
            || environment.Has("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
            || environment.Has("AWS_PROFILE")
            || environment.Has("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN")
            || environment.Has("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
            || environment.Has("AWS_CONTAINER_CREDENTIALS_FULL_URI")
            || File.Exists(AwsFiles.Credentials(environment))
            || File.Exists(AwsFiles.Config(environment));
    }

    public bool FindsByItself(AuthOrder order) => HasHints(order.Environment);

    public AuthChoice Create(AuthOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.ConfigKey is { } key)
        {
            return new AuthChoice(new FixedTokenMethod(Word, key, order.ConfigKeySource ?? "weir.yaml"));
        }

        // Settings that name keys or a role mean them, whatever token the environment holds.
        return order.Settings is { Profile: null, RoleArn: null } && order.Environment.Read(BearerVariable) is { } token
            ? new AuthChoice(new FixedTokenMethod(Word, new Secret(token), BearerVariable + " (environment)"))
            : new AuthChoice(new AwsMethod(order, time));
    }
}
