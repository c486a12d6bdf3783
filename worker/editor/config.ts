import { zhCN } from '../../domain/words/index.ts';
import { KINDS } from '../repository/markdown/kinds.ts';
import { type EditorField, fieldsOf } from './form.ts';

const { errors, content, desk } = zhCN;
const { editor } = desk;

/** Under which name the editor knows the repository: there is one, and it is the desk's. */
export const REPO = { owner: 'town', name: 'content', branch: 'main' } as const;
export const API = '/desk/editor/api/v1';

/** A committee or a compound that is edited, or the town itself. */
export interface Spot {
  /** Its folder; nothing for the town. */
  folder: string;
  name: string;
  level: 'town' | 'committee' | 'compound';
  /** Of a committee: the services of the town's, which a file of its own can add to. */
  additions?: readonly string[];
}

const FOLDERS = {
  town: { notices: 'notice', services: 'service' },
  committee: { notices: 'notice', services: 'service' },
  compound: { notices: 'notice', samplings: 'round', supplies: 'supply', posts: 'post' },
} as const;

const body: EditorField = { name: 'body', label: editor.body, widget: 'markdown', required: false, modes: ['raw'], preview: false };

const inside = (folder: string, path: string): string => (folder ? `${folder}/${path}` : path);
const named = (folder: string, what: string): string => inside(folder, what).replaceAll('/', '--');

// A file that adds to a service of the town's has no title: it is edited by its own form, above.
const SERVICES_ONLY = { filter: { field: 'title', pattern: '.+' } };

const collectionsAt = ({ folder, name, level, additions = [] }: Spot) => [
  ...(additions.length > 0
    ? [
        {
          name: named(folder, 'additions'),
          label: editor.additions(name),
          files: additions.map((id) => ({
            name: id,
            label: editor.addition(id),
            file: inside(folder, `services/${id}.md`),
            fields: [...fieldsOf(KINDS.addition), body],
          })),
        },
      ]
    : []),
  {
    name: named(folder, level),
    label: editor.own(name),
    files: [
      {
        name: level,
        label: editor.files[level],
        file: inside(folder, `${level}.md`),
        fields: [...fieldsOf(KINDS[level]), body],
      },
    ],
  },
  ...Object.entries(FOLDERS[level]).map(([at, kind]) => ({
    name: named(folder, at),
    label: editor.collection(name, editor.kinds[kind]),
    label_singular: editor.kind[kind],
    folder: inside(folder, at),
    create: true,
    delete: true,
    extension: 'md',
    format: 'yaml-frontmatter',
    slug: {
      template: '{{month}}{{day}}-{{hour}}{{minute}}',
      editable: ['create'],
      hint: editor.idHint,
      pattern: ['^[a-z0-9][a-z0-9-]{0,60}$', errors.slug(content.id)],
    },
    identifier_field: 'title',
    ...(level === 'committee' && kind === 'service' && SERVICES_ONLY),
    fields: [...fieldsOf(KINDS[kind]), body],
  })),
];

/** Where the browser is: behind a proxy that ends TLS what was asked says http. @param told the town's own address, if it has one */
export const originFor = (asked: string, told: string | undefined): string => {
  const [here, town] = [new URL(asked), new URL(told || asked)];
  return (town.host === here.host ? town : here).origin;
};

/** What the editor is told: where it asks, and which files there are with which fields. @param origin the portal's own address */
export const configFor = (origin: string, spots: readonly Spot[]) => ({
  load_config_file: false,
  backend: {
    name: 'gitea',
    repo: `${REPO.owner}/${REPO.name}`,
    branch: REPO.branch,
    base_url: origin,
    api_root: origin + API,
    commit_messages: editor.backend,
  },
  app_title: editor.title,
  site_url: origin,
  display_url: `${origin}/desk`,
  logout_redirect_url: '/desk',
  logo: { src: '/favicon.svg' },
  media_folder: 'media',
  publish_mode: 'simple',
  media_libraries: { default: { config: { max_file_size: 1 } }, stock_assets: { providers: [] } },
  output: { omit_empty_optional_fields: true, yaml: { quote: 'none' } },
  slug: { encoding: 'ascii', clean_accents: true, timezone: 'local' },
  editor: { preview: false },
  collections: spots.flatMap(collectionsAt),
});
