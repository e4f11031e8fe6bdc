using System.Globalization;
using System.Text;
using Weir.Invocation;

namespace Weir.Commands.Config;

/// <summary>Puts a new text in the place of a file, and keeps the old one beside it. Killed at any moment, one of the two is whole.</summary>
internal static class ReplacedFile
{
    /// <returns>Where the old file is kept.</returns>
    /// <exception cref="CliException">The file changed since it was read.</exception>
    /// <exception cref="IOException">It can't be written; it is as it was.</exception>
    public static string Replace(string path, byte[] old, string text)
    {
        // What a link points to is replaced, not the link.
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var backup = Keep(file, old);
        var beside = file + ".new";
        File.Delete(beside);
        using (var stream = new FileStream(beside, PrivateFolder.NewFile(FileMode.CreateNew)))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(beside, File.GetUnixFileMode(file));
        }

        if (!File.ReadAllBytes(file).AsSpan().SequenceEqual(old))
        {
            File.Delete(beside);
            throw new CliException(ExitCodes.Failed, $"{path} was changed meanwhile, and stays as it is.", "Migrate it again.");
        }

        File.Move(beside, file, overwrite: true);
        return backup;
    }

    /// <summary>Open to its owner alone: it holds the keys that the new file has no more.</summary>
    private static string Keep(string file, byte[] old)
    {
        for (var number = 1; ; number++)
        {
            var backup = number == 1 ? file + ".bak" : string.Create(CultureInfo.InvariantCulture, $"{file}.bak{number}");
            if (!File.Exists(backup))
            {
                using var stream = new FileStream(backup, PrivateFolder.NewFile(FileMode.CreateNew));
                stream.Write(old);
                stream.Flush(flushToDisk: true);
                return backup;
            }

            if (File.ReadAllBytes(backup).AsSpan().SequenceEqual(old))
            {
                return backup;
            }
        }
    }
}
