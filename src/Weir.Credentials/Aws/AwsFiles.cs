using Weir.Credentials.Clouds;

namespace Weir.Credentials.Aws;

/// <summary>Where AWS's shared files lie.</summary>
internal static class AwsFiles
{
    /// <summary>The shared credentials file, there or not; null on a machine without a home.</summary>
    public static string? Credentials(Func<string, string?> environment) => environment.Read("AWS_SHARED_CREDENTIALS_FILE") ?? InHome(environment, "credentials");

    /// <summary>The shared config file, there or not.</summary>
    public static string? Config(Func<string, string?> environment) => environment.Read("AWS_CONFIG_FILE") ?? InHome(environment, "config");

    private static string? InHome(Func<string, string?> environment, string file) => environment.Home() is { } home ? Path.Combine(home, ".aws", file) : null;
}
