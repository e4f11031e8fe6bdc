namespace Weir.Credentials.Stores.Files;

/// <summary>What the disk refuses, as sentences.</summary>
internal static class FileFailures
{
    public static CredentialException Explain(string path, Exception failure) => new(
        CredentialFailure.Misconfigured,
        $"'{path}' can't be used: {failure.Message}",
        $"Check that '{path}' and its folder belong to the user that runs Weir, and that the disk has room.",
        failure);
}
