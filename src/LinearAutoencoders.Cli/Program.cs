using LinearAutoencoders.Cli;

return await Tool.RunAsync(args);
