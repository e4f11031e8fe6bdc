using Weir.Storage.Folders;

namespace Weir.Credentials.Stores.Files;

/// <summary>Files that are there as a whole or not at all, also when the writer is killed, and that only their owner may open.</summary>
internal static class WholeFile
{
    /// <summary>The file's bytes; null when there is none.</summary>
    /// <exception cref="CredentialException">The file can't be read.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFailures.Explain(path, e);
        }
    }

    /// <summary>Puts a file in the place of the old one. The caller holds a lock: the file beside it has a fixed name, so that a killed writer leaves no litter.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">All of it.</param>
    /// <param name="reached">Called at each step; tests fail there.</param>
    /// <exception cref="CredentialException">The file can't be written.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content, Action<string>? reached = null)
    {
        try
        {
            var beside = WriteBeside(path, content, reached);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileFailures.Explain(path, e);
        }

        reached?.Invoke($"{Path.GetFileName(path)}: replaced");
    }

    private static string WriteBeside(string path, ReadOnlySpan<byte> content, Action<string>? reached)
    {
        var beside = path + ".tmp";

        // Not overwritten in place: a left-over file could have been opened up by somebody.
        File.Delete(beside);
        using var file = PrivateFile.Open(beside, FileMode.CreateNew, FileShare.None);
        file.Write(content[..(content.Length / 2)]);
        reached?.Invoke($"{Path.GetFileName(path)}: half written");
        file.Write(content[(content.Length / 2)..]);
        file.Flush(flushToDisk: true);
        reached?.Invoke($"{Path.GetFileName(path)}: written beside");
        return beside;
    }
}
